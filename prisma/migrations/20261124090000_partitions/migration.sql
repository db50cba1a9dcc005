-- Findings are kept in one partition a month of their acquisition (UTC), so that a month that is past retention is dropped
-- rather than deleted row by row. A prediction carries the same time: it leads to its partition.
ALTER TABLE "prediction" ADD COLUMN "at" TIMESTAMPTZ(3);
UPDATE "prediction" p SET "at" = coalesce(i."acquired_at", i."received_at") FROM "instance" i WHERE i."id" = p."instance_id";
ALTER TABLE "prediction" ALTER COLUMN "at" SET NOT NULL;
CREATE UNIQUE INDEX "prediction_id_at_key" ON "prediction"("id", "at");
CREATE INDEX "prediction_version_id_at_idx" ON "prediction"("version_id", "at");

ALTER TABLE "finding_result" RENAME TO "finding_result_before";
ALTER TABLE "finding_result_before" DROP CONSTRAINT "finding_result_pkey";
DROP INDEX "finding_result_finding_id_logit_idx";
CREATE TABLE "finding_result" (
    "prediction_id" UUID NOT NULL,
    "finding_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
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

    CONSTRAINT "finding_result_pkey" PRIMARY KEY ("prediction_id", "finding_id", "at"),
    CONSTRAINT "finding_result_prediction_id_at_fkey" FOREIGN KEY ("prediction_id", "at")
        REFERENCES "prediction"("id", "at") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "finding_result_finding_id_fkey" FOREIGN KEY ("finding_id")
        REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE
) PARTITION BY RANGE ("at");
CREATE INDEX "finding_result_finding_id_at_idx" ON "finding_result"("finding_id", "at");

-- What retention has taken away: results from before are gone, their rollup cells are kept and no longer made anew.
ALTER TABLE "rollup_state" ADD COLUMN "sealed_before" TIMESTAMPTZ(0);

-- Makes the partition of a time unless it is there. Not inside a transaction that has written predictions: attaching
-- locks what the rows refer to.
CREATE FUNCTION "ensure_finding_partition"(at TIMESTAMPTZ) RETURNS VOID
LANGUAGE plpgsql AS $$
DECLARE
    first_day TIMESTAMP := date_trunc('month', at AT TIME ZONE 'UTC');
    name TEXT := 'finding_result_' || to_char(first_day, 'YYYYMM');
BEGIN
    IF EXISTS (SELECT 1 FROM pg_class WHERE relname = name AND relnamespace = current_schema()::regnamespace) THEN RETURN; END IF;
    PERFORM pg_advisory_xact_lock(72707370);
    IF EXISTS (SELECT 1 FROM pg_class WHERE relname = name AND relnamespace = current_schema()::regnamespace) THEN RETURN; END IF;
    IF EXISTS (SELECT 1 FROM "rollup_state" WHERE at < "sealed_before") THEN
        RAISE EXCEPTION 'past retention: %', at USING ERRCODE = 'SL001';
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE "finding_result" INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
    EXECUTE format('ALTER TABLE "finding_result" ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name,
        first_day AT TIME ZONE 'UTC', (first_day + interval '1 month') AT TIME ZONE 'UTC');
END $$;

SELECT "ensure_finding_partition"(month) FROM (SELECT DISTINCT date_trunc('month', "at", 'UTC') AS month FROM "prediction") months;
INSERT INTO "finding_result"
SELECT r."prediction_id", r."finding_id", p."at", r."probability", r."logit", r."bias", r."outside_share",
    r."negative_outside_share", r."area_outside", r."enrichment", r."contribution_inside", r."contribution_outside",
    r."undilated", r."undefined_reason", r."ledger", r."flags", r."definition_version"
FROM "finding_result_before" r JOIN "prediction" p ON p."id" = r."prediction_id";
DROP TABLE "finding_result_before";

-- A cell also holds the scores of cases without a label, the outside shares in 50 bins, and what Brier's score and the
-- mean probability by truth are made of. One cell of grain 'all' holds the whole time, so that a question without a
-- period reads a cell for each stratum and site. Everything is counted anew once.
ALTER TABLE "rollup_cell"
    ADD COLUMN "unlabelled_scores" INTEGER[] NOT NULL DEFAULT '{}',
    ADD COLUMN "outside_shares" INTEGER[] NOT NULL DEFAULT '{}',
    ADD COLUMN "sum_positive_probability" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "sum_negative_probability" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "sum_squared_error" BIGINT NOT NULL DEFAULT 0;
UPDATE "rollup_state" SET "stale" = true WHERE EXISTS (SELECT 1 FROM "rollup_cell");
