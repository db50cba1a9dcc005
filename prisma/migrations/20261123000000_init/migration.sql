-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "study" (
    "id" UUID NOT NULL,
    "site" TEXT NOT NULL,
    "study_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "study_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "series" (
    "id" UUID NOT NULL,
    "study_id" UUID NOT NULL,
    "series_key" TEXT NOT NULL,
    "modality" TEXT,

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instance" (
    "id" UUID NOT NULL,
    "series_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "file_sha256" TEXT NOT NULL,
    "byte_length" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "height" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "bit_depth" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "status_reason" TEXT,
    "site" TEXT NOT NULL,
    "department" TEXT,
    "scanner" TEXT,
    "view_position" TEXT,
    "body_part" TEXT,
    "portable" BOOLEAN,
    "reported_by" TEXT,
    "patient_key" TEXT,
    "patient_sex" TEXT,
    "patient_age" INTEGER,
    "acquired_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_version" (
    "id" UUID NOT NULL,
    "model_id" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "manifest" JSONB NOT NULL,
    "saliency" JSONB NOT NULL,
    "assumed" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" SERIAL NOT NULL,
    "version_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "channel" INTEGER NOT NULL,
    "baseline" DOUBLE PRECISION NOT NULL,
    "threshold" DOUBLE PRECISION,
    "anatomy" TEXT[],

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prediction" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "mask_source" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "embedding" BYTEA,
    "timing" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "prediction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attribution" (
    "prediction_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "layer" TEXT NOT NULL,
    "convention" TEXT NOT NULL,
    "height" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "maps" BYTEA NOT NULL,

    CONSTRAINT "attribution_pkey" PRIMARY KEY ("prediction_id")
);

-- CreateTable
CREATE TABLE "finding_result" (
    "prediction_id" UUID NOT NULL,
    "finding_id" INTEGER NOT NULL,
    "probability" DOUBLE PRECISION NOT NULL,
    "logit" DOUBLE PRECISION NOT NULL,
    "bias" DOUBLE PRECISION,
    "outside_share" DOUBLE PRECISION,
    "negative_outside_share" DOUBLE PRECISION,
    "area_outside" DOUBLE PRECISION,
    "enrichment" DOUBLE PRECISION,
    "contribution_inside" DOUBLE PRECISION,
    "contribution_outside" DOUBLE PRECISION,
    "undilated" JSONB,
    "undefined_reason" TEXT,
    "ledger" JSONB,
    "flags" TEXT[],
    "definition_version" TEXT NOT NULL,

    CONSTRAINT "finding_result_pkey" PRIMARY KEY ("prediction_id","finding_id")
);

-- CreateTable
CREATE TABLE "mask" (
    "instance_id" UUID NOT NULL,
    "zone" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "height" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "area" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "mask_pkey" PRIMARY KEY ("instance_id","zone","source")
);

-- CreateTable
CREATE TABLE "truth" (
    "instance_id" UUID NOT NULL,
    "finding" TEXT NOT NULL,
    "value" SMALLINT NOT NULL,
    "source" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "truth_pkey" PRIMARY KEY ("instance_id","finding")
);

-- CreateTable
CREATE TABLE "rollup_cell" (
    "finding_id" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "stratum" TEXT NOT NULL,
    "site" TEXT NOT NULL,
    "grain" TEXT NOT NULL,
    "start" TIMESTAMPTZ(0) NOT NULL,
    "n" BIGINT NOT NULL,
    "positives" BIGINT NOT NULL,
    "negatives" BIGINT NOT NULL,
    "flagged" BIGINT NOT NULL,
    "sum_probability" BIGINT NOT NULL,
    "outside_n" BIGINT NOT NULL,
    "sum_outside" BIGINT NOT NULL,
    "sum_outside_squared" BIGINT NOT NULL,
    "sum_area_outside" BIGINT NOT NULL,
    "undefined_no_evidence" BIGINT NOT NULL,
    "undefined_mask_missing" BIGINT NOT NULL,
    "undefined_mask_invalid" BIGINT NOT NULL,
    "undefined_no_saliency" BIGINT NOT NULL,

    CONSTRAINT "rollup_cell_pkey" PRIMARY KEY ("finding_id","by","stratum","site","grain","start")
);

-- CreateTable
CREATE TABLE "outbox" (
    "seq" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "outbox_counter" (
    "id" INTEGER NOT NULL,
    "last" BIGINT NOT NULL,

    CONSTRAINT "outbox_counter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registration" (
    "id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "manifest" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "version_id" UUID,
    "problem" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "session" (
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "sign_in_token" (
    "sha256" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_token_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "idempotent_request" (
    "principal" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_request_pkey" PRIMARY KEY ("principal","key","path")
);

-- CreateTable
CREATE TABLE "secret" (
    "name" TEXT NOT NULL,
    "value" BYTEA NOT NULL,

    CONSTRAINT "secret_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "study_site_study_key_key" ON "study"("site", "study_key");

-- CreateIndex
CREATE UNIQUE INDEX "series_study_id_series_key_key" ON "series"("study_id", "series_key");

-- CreateIndex
CREATE INDEX "instance_received_at_id_idx" ON "instance"("received_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "instance_sha256_site_key" ON "instance"("sha256", "site");

-- CreateIndex
CREATE UNIQUE INDEX "model_name_key" ON "model"("name");

-- CreateIndex
CREATE UNIQUE INDEX "model_version_model_id_version_key" ON "model_version"("model_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "finding_version_id_name_key" ON "finding"("version_id", "name");

-- CreateIndex
CREATE INDEX "prediction_created_at_idx" ON "prediction"("created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "prediction_instance_id_version_id_key" ON "prediction"("instance_id", "version_id");

-- CreateIndex
CREATE INDEX "finding_result_finding_id_logit_idx" ON "finding_result"("finding_id", "logit");

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_study_id_fkey" FOREIGN KEY ("study_id") REFERENCES "study"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instance" ADD CONSTRAINT "instance_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_version" ADD CONSTRAINT "model_version_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "model_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prediction" ADD CONSTRAINT "prediction_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prediction" ADD CONSTRAINT "prediction_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "model_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attribution" ADD CONSTRAINT "attribution_prediction_id_fkey" FOREIGN KEY ("prediction_id") REFERENCES "prediction"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_result" ADD CONSTRAINT "finding_result_prediction_id_fkey" FOREIGN KEY ("prediction_id") REFERENCES "prediction"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_result" ADD CONSTRAINT "finding_result_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mask" ADD CONSTRAINT "mask_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "truth" ADD CONSTRAINT "truth_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollup_cell" ADD CONSTRAINT "rollup_cell_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- The counter that gives events their place in commit order: its row lock is held until the commit.
INSERT INTO "outbox_counter" ("id", "last") VALUES (1, 0);
