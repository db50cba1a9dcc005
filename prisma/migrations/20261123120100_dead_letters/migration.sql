-- Instances that wait, failed, or were not read by every version: few, and looked for on every page. The planner uses
-- it for conditions that say the same in the same words.
CREATE INDEX "instance_unsettled_idx" ON "instance"("received_at")
    WHERE "status" IN ('pending', 'failed') OR ("status" = 'done' AND "status_reason" IS NOT NULL);
