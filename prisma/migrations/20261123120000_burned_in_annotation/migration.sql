-- Whether the file says that text is burned into its picture: DICOM (0028,0301). Null: it does not say.
ALTER TABLE "instance" ADD COLUMN "burned_in_annotation" BOOLEAN;
