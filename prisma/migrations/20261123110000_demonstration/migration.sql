-- The demonstration: one row that says how far it is.
CREATE TABLE "demonstration" (
    "id" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "speed" INTEGER NOT NULL,
    "sent" INTEGER NOT NULL,
    "seed" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "versions" TEXT[],
    "removing" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,
    "problem" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "demonstration_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "demonstration_one_row" CHECK ("id" = 1)
);

-- Files in the store that may have lost the last row that needed them. Written with the deletion of such rows, so that
-- no file is forgotten when the process dies before it has looked at them.
CREATE TABLE "loose_file" (
    "sha256" TEXT NOT NULL,

    CONSTRAINT "loose_file_pkey" PRIMARY KEY ("sha256")
);

-- Whoever removes a file asks whether a row still needs it, and whoever deletes a series whether it is empty.
CREATE INDEX "instance_series_id_idx" ON "instance"("series_id");
CREATE INDEX "instance_file_sha256_idx" ON "instance"("file_sha256");
CREATE INDEX "mask_sha256_idx" ON "mask"("sha256");
