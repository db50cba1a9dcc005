-- Accounts. Who was signed in by a link alone signs in anew: a session belongs to an account from here on.
DROP TABLE "session";
DROP TABLE "sign_in_token";

CREATE TABLE "account" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL UNIQUE,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'viewer',
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE "session" (
    "id" UUID NOT NULL PRIMARY KEY,
    "account_id" UUID NOT NULL REFERENCES "account"("id") ON DELETE CASCADE,
    "token" TEXT NOT NULL UNIQUE,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "method" TEXT,
    "seen_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- A way to sign in: a password (slow hash), or an identity at a single sign-on provider.
CREATE TABLE "credential" (
    "id" UUID NOT NULL PRIMARY KEY,
    "account_id" UUID NOT NULL REFERENCES "account"("id") ON DELETE CASCADE,
    "provider_id" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "password" TEXT,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE ("provider_id", "provider_account_id")
);
CREATE INDEX "credential_account_id_idx" ON "credential"("account_id");

CREATE TABLE "verification" (
    "id" UUID NOT NULL PRIMARY KEY,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

CREATE TABLE "passkey" (
    "id" UUID NOT NULL PRIMARY KEY,
    "account_id" UUID NOT NULL REFERENCES "account"("id") ON DELETE CASCADE,
    "name" TEXT,
    "public_key" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL UNIQUE,
    "counter" INTEGER NOT NULL,
    "device_type" TEXT NOT NULL,
    "backed_up" BOOLEAN NOT NULL,
    "transports" TEXT,
    "aaguid" TEXT,
    "created_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "passkey_account_id_idx" ON "passkey"("account_id");

CREATE TABLE "rate_limit" (
    "id" UUID NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL UNIQUE,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL
);

-- A link that works once: `first-admin` | `sign-in` | `invite` | `reset`. Only the sha256 of its token is kept.
CREATE TABLE "sign_in_token" (
    "sha256" TEXT NOT NULL PRIMARY KEY,
    "id" UUID NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    "purpose" TEXT NOT NULL,
    "account_id" UUID REFERENCES "account"("id") ON DELETE CASCADE,
    "email" TEXT,
    "role" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3)
);

ALTER TABLE "api_key"
    ADD COLUMN "id" UUID NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    -- The first characters of the key, by which people know it again.
    ADD COLUMN "hint" TEXT,
    ADD COLUMN "created_by" TEXT,
    ADD COLUMN "expires_at" TIMESTAMPTZ(3),
    ADD COLUMN "last_used_at" TIMESTAMPTZ(3),
    ADD COLUMN "revoked_at" TIMESTAMPTZ(3);

-- Settings that people change on the page; the newest row of a name holds, the others are the record.
CREATE TABLE "setting" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "setting_name_idx" ON "setting"("name", "id" DESC);

-- The audit trail: a chain of hashes. hash = sha256 of 'sightline-trail-1', seq, the hash before and content, each
-- followed by a line feed but the last. Sequence numbers have no gap; the head's row lock is held until the commit.
CREATE TABLE "trail_head" (
    "id" INTEGER NOT NULL PRIMARY KEY CHECK ("id" = 1),
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL
);
INSERT INTO "trail_head" VALUES (1, 0, repeat('0', 64));

CREATE TABLE "trail_record" (
    "seq" BIGINT NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    -- What it is about, as `instance:<id>`, `version:<id>`, `link:<id>`.
    "subjects" TEXT[] NOT NULL DEFAULT '{}',
    -- Canonical JSON (RFC 8785) of {actor, at, body, kind, subjects}: what is hashed.
    "content" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL
);
CREATE INDEX "trail_record_kind_idx" ON "trail_record"("kind", "seq");
CREATE INDEX "trail_record_actor_idx" ON "trail_record"("actor", "seq");
CREATE INDEX "trail_record_at_idx" ON "trail_record"("at");
CREATE INDEX "trail_record_subjects_idx" ON "trail_record" USING gin ("subjects");

CREATE TABLE "trail_checkpoint" (
    "seq" BIGINT NOT NULL PRIMARY KEY,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "key_id" TEXT NOT NULL,
    -- Ed25519, base64, of the canonical JSON of {at, hash, keyId, seq, type}.
    "signature" TEXT NOT NULL
);

-- Takes canonical contents in order and chains them. The only way into the trail for who may not write to its tables.
-- Nothing is looked up in schema public, where those who call it may make functions and operators of the same names.
CREATE FUNCTION append_trail("contents" TEXT[]) RETURNS BIGINT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    content TEXT;
    parsed JSONB;
    place BIGINT;
    last TEXT;
    next TEXT;
BEGIN
    SELECT "seq", "hash" INTO place, last FROM public."trail_head" WHERE "id" = 1 FOR UPDATE;
    FOREACH content IN ARRAY "contents" LOOP
        parsed := content::jsonb;
        place := place + 1;
        next := encode(sha256(convert_to(
            'sightline-trail-1' || chr(10) || place::text || chr(10) || last || chr(10) || content, 'UTF8')), 'hex');
        INSERT INTO public."trail_record" ("seq", "at", "kind", "actor", "subjects", "content", "previous", "hash")
        VALUES (
            place, (parsed ->> 'at')::timestamptz, parsed ->> 'kind', parsed ->> 'actor',
            ARRAY(SELECT jsonb_array_elements_text(parsed -> 'subjects')), content, last, next
        );
        last := next;
    END LOOP;
    UPDATE public."trail_head" SET "seq" = place, "hash" = last WHERE "id" = 1;
    RETURN place;
END $$;

-- Whoever may write: records and checkpoints are never changed nor taken away.
CREATE FUNCTION refuse_trail_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'trail: append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "trail_record_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "trail_record"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_trail_change();
CREATE TRIGGER "trail_checkpoint_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "trail_checkpoint"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_trail_change();

-- Flags and review.
CREATE TABLE "flag_rule" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    -- null: of every version, of every finding.
    "version_id" UUID REFERENCES "model_version"("id") ON DELETE CASCADE,
    "finding" TEXT,
    "enabled" BOOLEAN NOT NULL,
    "definition_version" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3)
);

CREATE TABLE "case_flag" (
    "id" UUID NOT NULL PRIMARY KEY,
    "rule_id" UUID NOT NULL REFERENCES "flag_rule"("id") ON DELETE CASCADE,
    "instance_id" UUID NOT NULL REFERENCES "instance"("id") ON DELETE CASCADE,
    "finding_id" INTEGER NOT NULL REFERENCES "finding"("id") ON DELETE CASCADE,
    -- The figure that raised it and what it was held against.
    "figures" JSONB NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    UNIQUE ("rule_id", "instance_id", "finding_id")
);
CREATE INDEX "case_flag_instance_id_idx" ON "case_flag"("instance_id");
CREATE INDEX "case_flag_finding_id_idx" ON "case_flag"("finding_id", "raised_at" DESC);

-- A case and finding that somebody should look at.
CREATE TABLE "review_item" (
    "id" UUID NOT NULL PRIMARY KEY,
    "instance_id" UUID NOT NULL REFERENCES "instance"("id") ON DELETE CASCADE,
    "finding_id" INTEGER NOT NULL REFERENCES "finding"("id") ON DELETE CASCADE,
    -- `flagged` | `control`: drawn by chance among those without a flag | `asked`: put there by somebody
    "arm" TEXT NOT NULL,
    -- The reader commits before score and map are shown.
    "unaided_first" BOOLEAN NOT NULL,
    "priority" DOUBLE PRECISION NOT NULL,
    "queued_by" TEXT NOT NULL,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    UNIQUE ("instance_id", "finding_id")
);

-- One reader's place at an item: the first read, or a second one that does not see the first.
CREATE TABLE "review_read" (
    "id" UUID NOT NULL PRIMARY KEY,
    "item_id" UUID NOT NULL REFERENCES "review_item"("id") ON DELETE CASCADE,
    "ordinal" INTEGER NOT NULL,
    -- `open` | `claimed` | `done`
    "state" TEXT NOT NULL,
    "reader_id" UUID REFERENCES "account"("id") ON DELETE SET NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revealed_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    UNIQUE ("item_id", "ordinal")
);
CREATE INDEX "review_read_state_idx" ON "review_read"("state", "item_id");
CREATE INDEX "review_read_reader_id_idx" ON "review_read"("reader_id", "done_at" DESC);

-- What a reader said, kept for good; one that was taken back keeps the time of it.
CREATE TABLE "review" (
    "id" UUID NOT NULL PRIMARY KEY,
    "read_id" UUID NOT NULL REFERENCES "review_read"("id") ON DELETE CASCADE,
    "reader_id" UUID REFERENCES "account"("id") ON DELETE SET NULL,
    -- `unaided`: before score and map were shown | `aided`
    "stage" TEXT NOT NULL,
    -- unaided: `present` | `absent` | `unsure`; aided: `agree` | `disagree` | `wrong-reason`
    "verdict" TEXT NOT NULL,
    "zone" TEXT,
    "note" TEXT,
    -- From the claim, or from the reveal, to the commit.
    "milliseconds" INTEGER NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3)
);
CREATE INDEX "review_read_id_idx" ON "review"("read_id");

-- Audit links.
CREATE TABLE "audit_link" (
    "id" UUID NOT NULL PRIMARY KEY,
    "token_sha256" TEXT NOT NULL UNIQUE,
    "label" TEXT NOT NULL,
    -- `case` | `selection` | `finding` | `report`
    "scope" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "policy" JSONB NOT NULL,
    -- null: live; else what was shown at that time is in `frozen`.
    "frozen_at" TIMESTAMPTZ(3),
    "frozen" JSONB,
    "passcode_hash" TEXT,
    -- Of the pseudonyms of this link.
    "salt" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "view_cap" INTEGER,
    "views" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_by" TEXT,
    "revoked_at" TIMESTAMPTZ(3)
);
CREATE INDEX "audit_link_created_at_idx" ON "audit_link"("created_at" DESC);

-- A browser that has opened a link, so that a page loaded anew is not another view. Only the cookie's sha256 is kept.
CREATE TABLE "audit_link_visit" (
    "sha256" TEXT NOT NULL PRIMARY KEY,
    "link_id" UUID NOT NULL REFERENCES "audit_link"("id") ON DELETE CASCADE,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "audit_link_visit_link_id_idx" ON "audit_link_visit"("link_id");

CREATE TABLE "audit_link_view" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "link_id" UUID NOT NULL REFERENCES "audit_link"("id") ON DELETE CASCADE,
    "at" TIMESTAMPTZ(3) NOT NULL,
    -- `opened` | `page` | `wrong-passcode` | `locked` | `expired` | `revoked` | `used-up`
    "outcome" TEXT NOT NULL,
    -- What of it was looked at, in the link's own pseudonyms.
    "shown" TEXT,
    -- Keyed hash of the address, so that two visitors can be told apart.
    "visitor" TEXT
);
CREATE INDEX "audit_link_view_link_id_idx" ON "audit_link_view"("link_id", "id" DESC);

-- Alarms and incidents.
CREATE TABLE "alarm_rule" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "statistic" TEXT NOT NULL,
    "version_id" UUID NOT NULL REFERENCES "model_version"("id") ON DELETE CASCADE,
    -- null: each of the version's.
    "finding" TEXT,
    "parameters" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "definition_version" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    -- When its sequences were last looked at; null: never, or it was changed since.
    "evaluated_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3)
);

-- What alarms are made of: of one day of one finding, site and view the n, sum and sum of squares of the means of its
-- patients, for each statistic. A copy of what is in the results, made anew by a job.
CREATE TABLE "alarm_day" (
    "finding_id" INTEGER NOT NULL REFERENCES "finding"("id") ON DELETE CASCADE,
    "site" TEXT NOT NULL,
    "view_position" TEXT NOT NULL,
    "day" DATE NOT NULL,
    -- {statistic: [n, sum, sum of squares]}
    "moments" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    PRIMARY KEY ("finding_id", "site", "view_position", "day")
);
CREATE INDEX "alarm_day_changed_at_idx" ON "alarm_day"("finding_id", "changed_at");

CREATE TABLE "incident" (
    "id" UUID NOT NULL PRIMARY KEY,
    "number" SERIAL NOT NULL UNIQUE,
    "title" TEXT NOT NULL,
    -- `open` | `acknowledged` | `resolved` | `dismissed`
    "state" TEXT NOT NULL,
    "owner_id" UUID REFERENCES "account"("id") ON DELETE SET NULL,
    "resolution" TEXT,
    "opened_by" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3)
);

CREATE TABLE "alarm" (
    "id" UUID NOT NULL PRIMARY KEY,
    "rule_id" UUID NOT NULL REFERENCES "alarm_rule"("id") ON DELETE CASCADE,
    "finding_id" INTEGER NOT NULL REFERENCES "finding"("id") ON DELETE CASCADE,
    "site" TEXT NOT NULL,
    "view_position" TEXT NOT NULL,
    -- First day of the sequence that left the band, and the day on which it was seen.
    "since" DATE NOT NULL,
    "day" DATE NOT NULL,
    -- `above` | `below`
    "side" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    -- Back within the band.
    "ended_at" TIMESTAMPTZ(3),
    "incident_id" UUID REFERENCES "incident"("id") ON DELETE SET NULL,
    UNIQUE ("rule_id", "finding_id", "site", "view_position", "day")
);
CREATE INDEX "alarm_raised_at_idx" ON "alarm"("raised_at" DESC);
CREATE INDEX "alarm_incident_id_idx" ON "alarm"("incident_id");

CREATE TABLE "incident_note" (
    "id" UUID NOT NULL PRIMARY KEY,
    "incident_id" UUID NOT NULL REFERENCES "incident"("id") ON DELETE CASCADE,
    -- `note` | `state` | `owner` | `alarm`
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "written_by" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "incident_note_incident_id_idx" ON "incident_note"("incident_id", "written_at");

-- Where alarms are told: a web address (signed), or a mailbox.
CREATE TABLE "channel" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    -- `webhook` | `email`
    "kind" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    -- Key of the signatures of a webhook.
    "secret" BYTEA,
    "events" TEXT[] NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3)
);

CREATE TABLE "delivery" (
    "id" UUID NOT NULL PRIMARY KEY,
    "channel_id" UUID NOT NULL REFERENCES "channel"("id") ON DELETE CASCADE,
    "event" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    -- `waiting` | `delivered` | `failed`: given up | `summarised`: told in a summary after quiet hours
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    -- Held back by quiet hours or by the wait between attempts.
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    -- In codes and numbers, never the other side's text.
    "last_outcome" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3)
);
CREATE INDEX "delivery_channel_id_idx" ON "delivery"("channel_id", "created_at" DESC);
CREATE INDEX "delivery_waiting_idx" ON "delivery"("not_before") WHERE "state" = 'waiting';

-- Reports: content as of one time, and the files that were made of it, in the store.
CREATE TABLE "report" (
    "id" UUID NOT NULL PRIMARY KEY,
    -- `model-card` | `audit`
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "version_id" UUID REFERENCES "model_version"("id") ON DELETE SET NULL,
    "from" TIMESTAMPTZ(3),
    "to" TIMESTAMPTZ(3),
    -- `waiting` | `running` | `done` | `failed` | `cancelled`
    "status" TEXT NOT NULL,
    -- Steps of the run that has it, and how many there are.
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "content" JSONB,
    "content_sha256" TEXT,
    "page_sha256" TEXT,
    "pdf_sha256" TEXT,
    -- Place and hash of the audit trail that it was made at.
    "trail_seq" BIGINT,
    "trail_hash" TEXT,
    "problem" JSONB,
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3)
);
CREATE INDEX "report_asked_at_idx" ON "report"("asked_at" DESC);
