import { defineConfig } from 'prisma/config';

// Only `prisma generate` reads this at run time; migrations are applied by server/start/migrate.ts (DECISIONS.md 4).
// The URL is for authoring a migration with `prisma migrate diff`, never for a running system.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
