import type { SqliteDatabase } from './sqlite-database.js'

/*
 * The schema, step by step: step n makes version n of version n − 1, and a step that was released is never changed.
 * Each runs in one transaction together with its number, so a power cut leaves a file of one version or of the next.
 */

const STEPS: readonly string[] = [
  `CREATE TABLE meta (epoch TEXT NOT NULL, pos INTEGER NOT NULL);
   CREATE TABLE rows (pos INTEGER PRIMARY KEY, client TEXT NOT NULL, seq INTEGER, change TEXT NOT NULL);
   CREATE UNIQUE INDEX rows_of_client ON rows (client, seq);
   CREATE TABLE commands (scope TEXT, id TEXT, client TEXT NOT NULL, hash TEXT NOT NULL, reply TEXT NOT NULL,
     PRIMARY KEY (scope, id)) WITHOUT ROWID;
   CREATE INDEX commands_of_client ON commands (client);
   CREATE TABLE tokens (hash TEXT PRIMARY KEY, client TEXT NOT NULL) WITHOUT ROWID;
   CREATE INDEX tokens_of_client ON tokens (client);`,

  `CREATE TABLE operators (id TEXT PRIMARY KEY, name TEXT NOT NULL, title TEXT, max_chats INTEGER NOT NULL,
     password TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE sittings (hash TEXT PRIMARY KEY, operator TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE widgets (name TEXT PRIMARY KEY, settings TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE directory (edition INTEGER NOT NULL);
   INSERT INTO directory VALUES (1);`,

  `CREATE TABLE groups (name TEXT PRIMARY KEY, settings TEXT NOT NULL);`,

  `CREATE TABLE routes (place INTEGER PRIMARY KEY, rule TEXT NOT NULL);`,

  `CREATE TABLE channels (name TEXT PRIMARY KEY, settings TEXT NOT NULL) WITHOUT ROWID;
   ALTER TABLE operators ADD COLUMN admin INTEGER NOT NULL DEFAULT 0;`,

  `CREATE TABLE files (id TEXT PRIMARY KEY, scope TEXT NOT NULL, upload TEXT NOT NULL, name TEXT NOT NULL,
     size INTEGER NOT NULL, received INTEGER NOT NULL, hash TEXT, at INTEGER NOT NULL, owner TEXT NOT NULL,
     type TEXT NOT NULL, state TEXT NOT NULL, used_by TEXT, width INTEGER, height INTEGER) WITHOUT ROWID;
   CREATE UNIQUE INDEX files_of_scope ON files (scope, upload);
   CREATE INDEX files_of_owner ON files (owner);
   CREATE INDEX loose_files ON files (at) WHERE state <> 'kept';
   CREATE TABLE parts (file TEXT NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE (file, at));`,
]

/** Version of the schema that this code reads and writes. */
export const SCHEMA = STEPS.length

/** Version of the schema of an open file; 0 when it is new. */
export const versionOf = (db: SqliteDatabase): number =>
  (db.prepare('PRAGMA user_version').get([]) as { user_version: number }).user_version

/** Brings a file one version on; to be called inside a transaction. `epoch` marks the log of a new file. */
export const step = (db: SqliteDatabase, epoch: string): void => {
  const version = versionOf(db)
  db.exec(`${STEPS[version] ?? ''} PRAGMA user_version=${version + 1};`)
  if (version === 0) db.prepare('INSERT INTO meta VALUES (?, 0)').run([epoch])
}
