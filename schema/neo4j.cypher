// The constraints and indexes of the graph in Neo4j. `migrate` applies what a database lacks: the statements below each
// line `// version N`, in order, for N above the version that the database has. Each can be applied twice without
// harm. A version that was released is never changed: add another at the end.
//
// Labels, relationship types and properties are those of the model (docs/operations.md shows the graph as it looks).
// ChangeLog is one node, the lock and the counter of the log; Change is an entry of the log; Event stands at the end
// of an interaction that has no target.

// version 1

CREATE CONSTRAINT member_id IF NOT EXISTS FOR (n:Member) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT document_id IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT code_repository_id IF NOT EXISTS FOR (n:CodeRepository) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT course_id IF NOT EXISTS FOR (n:Course) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT topic_id IF NOT EXISTS FOR (n:Topic) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT activity_id IF NOT EXISTS FOR (n:Activity) REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT viewed_id IF NOT EXISTS FOR ()-[r:VIEWED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT liked_id IF NOT EXISTS FOR ()-[r:LIKED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT commented_id IF NOT EXISTS FOR ()-[r:COMMENTED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT shared_id IF NOT EXISTS FOR ()-[r:SHARED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT bookmarked_id IF NOT EXISTS FOR ()-[r:BOOKMARKED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT edited_id IF NOT EXISTS FOR ()-[r:EDITED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT reviewed_id IF NOT EXISTS FOR ()-[r:REVIEWED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT answered_id IF NOT EXISTS FOR ()-[r:ANSWERED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT enrolled_id IF NOT EXISTS FOR ()-[r:ENROLLED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT completed_id IF NOT EXISTS FOR ()-[r:COMPLETED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT rated_id IF NOT EXISTS FOR ()-[r:RATED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT invited_id IF NOT EXISTS FOR ()-[r:INVITED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT attended_id IF NOT EXISTS FOR ()-[r:ATTENDED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT reported_id IF NOT EXISTS FOR ()-[r:REPORTED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT searched_id IF NOT EXISTS FOR ()-[r:SEARCHED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT interacted_id IF NOT EXISTS FOR ()-[r:INTERACTED]-() REQUIRE r.id IS UNIQUE;

CREATE CONSTRAINT change_log_name IF NOT EXISTS FOR (n:ChangeLog) REQUIRE n.name IS UNIQUE;
CREATE CONSTRAINT change_sequence IF NOT EXISTS FOR (n:Change) REQUIRE n.sequence IS UNIQUE;
CREATE CONSTRAINT change_commit_id IF NOT EXISTS FOR (n:Change) REQUIRE n.commitId IS UNIQUE;

// For a curator's eye in Neo4j Browser; this program finds by ids.
CREATE INDEX member_display_name IF NOT EXISTS FOR (n:Member) ON (n.displayName);
CREATE INDEX topic_name IF NOT EXISTS FOR (n:Topic) ON (n.name);
CREATE INDEX document_created_at IF NOT EXISTS FOR (n:Document) ON (n.createdAt);

// Text search in Neo4j itself. Their content follows a commit by a moment (eventually consistent), so that commits do
// not wait for Lucene. The two must differ in their properties: of the same ones Neo4j takes the first index for both.
CREATE FULLTEXT INDEX content_standard IF NOT EXISTS
  FOR (n:Member|Document|CodeRepository|Course|Topic|Activity)
  ON EACH [n.displayName, n.handle, n.title, n.name, n.aliases, n.description, n.bio, n.body, n.transcript]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words', `fulltext.eventually_consistent`: true}};
CREATE FULLTEXT INDEX content_cjk IF NOT EXISTS
  FOR (n:Member|Document|CodeRepository|Course|Topic|Activity)
  ON EACH [n.displayName, n.title, n.name, n.aliases, n.description, n.bio, n.body, n.transcript]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: true}};
CREATE CONSTRAINT change_snapshot_part IF NOT EXISTS FOR (n:ChangeSnapshot) REQUIRE (n.snapshot, n.part) IS UNIQUE;

// version 2

// The audit, and the digests of erased ids.
CREATE CONSTRAINT audit_number IF NOT EXISTS FOR (n:AuditEntry) REQUIRE n.number IS UNIQUE;
CREATE CONSTRAINT audit_note IF NOT EXISTS FOR (n:AuditEntry) REQUIRE n.note IS UNIQUE;
CREATE CONSTRAINT tombstone_digest IF NOT EXISTS FOR (n:Tombstone) REQUIRE n.digest IS UNIQUE;

// version 3

// Interactions that came later. Without an index each of their ids was looked for among all of its type.
CREATE CONSTRAINT not_interested_id IF NOT EXISTS FOR ()-[r:NOT_INTERESTED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT declined_id IF NOT EXISTS FOR ()-[r:DECLINED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT triaged_id IF NOT EXISTS FOR ()-[r:TRIAGED]-() REQUIRE r.id IS UNIQUE;
