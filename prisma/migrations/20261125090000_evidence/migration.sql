-- One minimal change of an image and what a version answered to it; also that it could not be made, and why.
CREATE TABLE "edit" (
    "id" UUID NOT NULL PRIMARY KEY,
    "instance_id" UUID NOT NULL REFERENCES "instance"("id") ON DELETE CASCADE,
    "version_id" UUID NOT NULL REFERENCES "model_version"("id") ON DELETE CASCADE,
    "kind" TEXT NOT NULL,
    "definition_version" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "donor_id" UUID,
    "mask_source" TEXT NOT NULL,
    "sample" TEXT NOT NULL,
    "picture_sha256" TEXT,
    "height" INTEGER,
    "width" INTEGER,
    "area" DOUBLE PRECISION,
    "box" JSONB,
    "distance" DOUBLE PRECISION,
    "distance_limit" DOUBLE PRECISION,
    "in_distribution" BOOLEAN,
    "map_height" INTEGER,
    "map_width" INTEGER,
    "maps_before" BYTEA,
    "maps" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL
);

-- The natural key: doing it again changes nothing.
CREATE UNIQUE INDEX "edit_instance_id_version_id_kind_definition_version_key"
    ON "edit"("instance_id", "version_id", "kind", "definition_version");
CREATE INDEX "edit_version_id_kind_idx" ON "edit"("version_id", "kind");
CREATE INDEX "edit_picture_sha256_idx" ON "edit"("picture_sha256");
CREATE INDEX "edit_donor_id_idx" ON "edit"("donor_id");

CREATE TABLE "edit_result" (
    "edit_id" UUID NOT NULL REFERENCES "edit"("id") ON DELETE CASCADE,
    "finding_id" INTEGER NOT NULL REFERENCES "finding"("id") ON DELETE CASCADE,
    "logit_before" DOUBLE PRECISION NOT NULL,
    "logit_after" DOUBLE PRECISION NOT NULL,
    "probability_before" DOUBLE PRECISION NOT NULL,
    "probability_after" DOUBLE PRECISION NOT NULL,
    PRIMARY KEY ("finding_id", "edit_id")
);
CREATE INDEX "edit_result_edit_id_idx" ON "edit_result"("edit_id");

-- Thresholds of the verdict rule; the newest row holds, the others are the record of what held before.
CREATE TABLE "evidence_setting" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "thresholds" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL
);
