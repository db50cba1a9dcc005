/** What a codestream says of itself, to be compared with what the file's header says before anything is decoded. */
export type StreamHeader = {
  height: number;
  width: number;
  components: number;
  /** Bits per sample. */
  precision: number;
  signed: boolean;
};
