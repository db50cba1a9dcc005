-- Predictions made elsewhere may come without a picture, and their model is known by its predictions alone.
ALTER TABLE "instance"
    ALTER COLUMN "file_sha256" DROP NOT NULL,
    ALTER COLUMN "byte_length" DROP NOT NULL,
    ALTER COLUMN "height" DROP NOT NULL,
    ALTER COLUMN "width" DROP NOT NULL,
    ALTER COLUMN "bit_depth" DROP NOT NULL;
ALTER TABLE "model_version" ALTER COLUMN "sha256" DROP NOT NULL;

-- A file that was read with predictions and truths. It is written in the same transaction as each batch of lines, so
-- that a broken import goes on where it stopped.
CREATE TABLE "import_run" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "file_sha256" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "lines" BIGINT NOT NULL DEFAULT 0,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "unchanged" BIGINT NOT NULL DEFAULT 0,
    "rejected" BIGINT NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "import_run_key_key" ON "import_run"("key");

ALTER TABLE "instance" ADD COLUMN "import_id" UUID REFERENCES "import_run"("id");
ALTER TABLE "prediction" ADD COLUMN "import_id" UUID REFERENCES "import_run"("id");
ALTER TABLE "truth" ADD COLUMN "import_id" UUID REFERENCES "import_run"("id");
CREATE INDEX "instance_import_id_idx" ON "instance"("import_id") WHERE "import_id" IS NOT NULL;
CREATE INDEX "prediction_import_id_idx" ON "prediction"("import_id") WHERE "import_id" IS NOT NULL;
CREATE INDEX "truth_import_id_idx" ON "truth"("import_id") WHERE "import_id" IS NOT NULL;

-- What has to read single results, and so takes seconds or minutes, is a job whose answer is kept.
CREATE TABLE "analysis" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "done" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT,
    "result" JSONB,
    "problem" JSONB,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "analysis_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "analysis_key_key" ON "analysis"("key");
