-- What a version is used for: `live` | `shadow` (reads, decides nothing) | `retired` | `stopped` (failed its own checks).
ALTER TABLE "model_version"
    ADD COLUMN "state" TEXT NOT NULL DEFAULT 'live',
    ADD COLUMN "state_reason" TEXT,
    -- What was read in the graph; null for a version that is known by its predictions alone.
    ADD COLUMN "graph" JSONB,
    -- Answers on probe images and the runtime that gave them, to be met again after an upgrade.
    ADD COLUMN "golden" JSONB;

-- Every change of what a version is used for, kept for good.
CREATE TABLE "version_change" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version_id" UUID NOT NULL REFERENCES "model_version"("id") ON DELETE CASCADE,
    "kind" TEXT NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "promotion_id" UUID
);
CREATE INDEX "version_change_version_id_idx" ON "version_change"("version_id", "changed_at");

-- Limits that a candidate has to keep, fixed before anybody compares, and what came of it.
CREATE TABLE "promotion" (
    "id" UUID NOT NULL PRIMARY KEY,
    "candidate_id" UUID NOT NULL REFERENCES "model_version"("id") ON DELETE CASCADE,
    "incumbent_id" UUID NOT NULL REFERENCES "model_version"("id") ON DELETE CASCADE,
    "limits" JSONB NOT NULL,
    "fixed_by" TEXT NOT NULL,
    "fixed_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" JSONB,
    "decision" TEXT,
    "reason" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3)
);
CREATE INDEX "promotion_candidate_id_idx" ON "promotion"("candidate_id");

-- A model that is only tried registers nothing; `report` is what was found, with a picture of one image's maps.
ALTER TABLE "registration"
    ADD COLUMN "dry" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "instance_id" UUID,
    ADD COLUMN "report" JSONB;

-- What is wrong with the masks that a prediction was audited with, in codes; such a case is in no share.
ALTER TABLE "prediction" ADD COLUMN "mask_issues" TEXT[] NOT NULL DEFAULT '{}';

-- A map of another method than the one that every image gets, made when it was asked for.
CREATE TABLE "saliency_map" (
    "id" UUID NOT NULL PRIMARY KEY,
    "prediction_id" UUID NOT NULL REFERENCES "prediction"("id") ON DELETE CASCADE,
    "finding_id" INTEGER REFERENCES "finding"("id") ON DELETE CASCADE,
    "method" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "definition_version" TEXT NOT NULL,
    "layer" TEXT,
    "height" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "values" BYTEA NOT NULL,
    "figures" JSONB NOT NULL,
    "forwards" INTEGER NOT NULL,
    "milliseconds" DOUBLE PRECISION NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE UNIQUE INDEX "saliency_map_key"
    ON "saliency_map"("prediction_id", "finding_id", "method", "parameters", "definition_version") NULLS NOT DISTINCT;

-- Whether the maps of a method notice that the weights of this version were permuted.
CREATE TABLE "method_check" (
    "version_id" UUID NOT NULL REFERENCES "model_version"("id") ON DELETE CASCADE,
    "method" TEXT NOT NULL,
    "definition_version" TEXT NOT NULL,
    -- `passed` | `failed` | `undecided`
    "grade" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    PRIMARY KEY ("version_id", "method")
);

-- Where a finding is in an image, by somebody who looked: boxes, or a mask.
CREATE TABLE "lesion" (
    "instance_id" UUID NOT NULL REFERENCES "instance"("id") ON DELETE CASCADE,
    "finding" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    -- `[{x, y, width, height}]` as shares of the image's width and height; null when it is a mask.
    "boxes" JSONB,
    "sha256" TEXT,
    "height" INTEGER,
    "width" INTEGER,
    -- Share of the image's pixels.
    "area" DOUBLE PRECISION NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    PRIMARY KEY ("instance_id", "finding", "source")
);
CREATE INDEX "lesion_finding_idx" ON "lesion"("finding");
CREATE INDEX "lesion_sha256_idx" ON "lesion"("sha256");

-- How one map of a prediction lies to the lesion.
CREATE TABLE "localisation" (
    "prediction_id" UUID NOT NULL REFERENCES "prediction"("id") ON DELETE CASCADE,
    "finding_id" INTEGER NOT NULL REFERENCES "finding"("id") ON DELETE CASCADE,
    "method" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "definition_version" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "undefined_reason" TEXT,
    "negative_on_lesion" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    PRIMARY KEY ("prediction_id", "finding_id", "method", "source")
);
CREATE INDEX "localisation_finding_id_idx" ON "localisation"("finding_id");
