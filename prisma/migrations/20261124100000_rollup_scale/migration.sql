-- The sum of two histograms, in order and without zeros, so that equal histograms are equal arrays. Few bins are put into
-- many by binary search, in place; of like length, both are walked through.
CREATE OR REPLACE FUNCTION "add_scores"(a INTEGER[], b INTEGER[]) RETURNS INTEGER[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    in_a INTEGER := cardinality(a);
    in_b INTEGER := cardinality(b);
    i INTEGER := 1;
    j INTEGER := 1;
    low INTEGER;
    high INTEGER;
    middle INTEGER;
    total INTEGER[] := '{}';
BEGIN
    IF in_b = 0 THEN RETURN a; END IF;
    IF in_a = 0 THEN RETURN b; END IF;
    IF in_b > in_a THEN RETURN add_scores(b, a); END IF;
    IF in_b * 4 < in_a THEN
        low := 0;
        WHILE j < in_b LOOP
            -- `low`: pairs of a whose bin is below that of b.
            high := in_a / 2;
            WHILE low < high LOOP
                middle := (low + high) / 2;
                IF a[2 * middle + 1] < b[j] THEN low := middle + 1; ELSE high := middle; END IF;
            END LOOP;
            i := 2 * low + 1;
            IF i > in_a OR a[i] <> b[j] THEN
                a := a[:i - 1] || b[j:j + 1] || a[i:];
                in_a := in_a + 2;
            ELSIF a[i + 1] + b[j + 1] = 0 THEN
                a := a[:i - 1] || a[i + 2:];
                in_a := in_a - 2;
            ELSE
                a[i + 1] := a[i + 1] + b[j + 1];
            END IF;
            j := j + 2;
        END LOOP;
        RETURN a;
    END IF;
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

-- Where an image stands in time, as its results do: retention looks for the oldest.
CREATE INDEX "instance_at_idx" ON "instance"((coalesce("acquired_at", "received_at")));

-- The cells of a stratifier over all findings, as overviews read them, and those of a time, as compaction and rebuilds do.
CREATE INDEX "rollup_cell_grain_by_start_idx" ON "rollup_cell"("grain", "by", "start");
