-- Score histograms and logit moments by truth. A histogram is an array of bin, count, bin, count … in the order of the
-- bins, without zeros: {} is all zero, and a cell is as small as what it holds.
ALTER TABLE "rollup_cell"
    ADD COLUMN "positive_scores" INTEGER[] NOT NULL DEFAULT '{}',
    ADD COLUMN "negative_scores" INTEGER[] NOT NULL DEFAULT '{}',
    ADD COLUMN "sum_positive_logit" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "sum_positive_logit_squared" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "sum_negative_logit" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "sum_negative_logit_squared" BIGINT NOT NULL DEFAULT 0;

-- The sum of two histograms, again in order and without zeros, so that equal histograms are equal arrays.
CREATE FUNCTION "add_scores"(a INTEGER[], b INTEGER[]) RETURNS INTEGER[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    i INTEGER := 1;
    j INTEGER := 1;
    in_a INTEGER := cardinality(a);
    in_b INTEGER := cardinality(b);
    total INTEGER[] := '{}';
BEGIN
    IF in_b = 0 THEN RETURN a; END IF;
    IF in_a = 0 THEN RETURN b; END IF;
    WHILE i < in_a OR j < in_b LOOP
        IF j > in_b OR a[i] < b[j] THEN
            total := array_append(array_append(total, a[i]), a[i + 1]);
            i := i + 2;
        ELSIF i > in_a OR b[j] < a[i] THEN
            total := array_append(array_append(total, b[j]), b[j + 1]);
            j := j + 2;
        ELSE
            IF a[i + 1] + b[j + 1] <> 0 THEN
                total := array_append(array_append(total, a[i]), a[i + 1] + b[j + 1]);
            END IF;
            i := i + 2;
            j := j + 2;
        END IF;
    END LOOP;
    RETURN total;
END $$;

CREATE AGGREGATE "sum_scores"(INTEGER[]) (SFUNC = "add_scores", STYPE = INTEGER[], INITCOND = '{}', PARALLEL = SAFE);

-- Whether the rollup has to be made anew, as when a column was added to it. The worker looks when it starts.
CREATE TABLE "rollup_state" (
    "id" INTEGER NOT NULL,
    "stale" BOOLEAN NOT NULL,

    CONSTRAINT "rollup_state_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "rollup_state_one_row" CHECK ("id" = 1)
);
INSERT INTO "rollup_state" ("id", "stale") SELECT 1, EXISTS (SELECT 1 FROM "rollup_cell");
