// What code generation makes of the schema: `tsc` passes only where fields, arguments and nulls are what the schema
// says. Compiled, it asks the server for what it says by the documents' hashes alone.
import { graphql } from '../generated/gql';
import type { ResultOf, VariablesOf } from '@graphql-typed-document-node/core';

const topicPage = graphql(`
  query TopicPage($id: ID!, $first: Int!, $filter: DocumentFilter) {
    topic(id: $id) {
      id
      name
      description
      documents(first: $first, filter: $filter, orderBy: [{ field: CREATED_AT, direction: DESC }]) {
        totalCount
        nodes { id title format createdAt authors { id displayName } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const createTopic = graphql(`
  mutation CreateTopic($input: CreateTopicInput!) {
    createTopic(input: $input) { topic { id name } userErrors { code message path } }
  }
`);

type Page = ResultOf<typeof topicPage>;

async function ask<TResult, TVariables>(
  endpoint: string,
  document: { __meta__?: Record<string, unknown> },
  variables: TVariables,
  headers: Record<string, string> = {},
): Promise<TResult> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ documentId: `sha256:${document.__meta__?.['hash']}`, variables }),
  });
  const { data, errors } = (await response.json()) as { data: TResult; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** The titles of a topic's documents, newest first. */
export async function titlesOf(endpoint: string, variables: VariablesOf<typeof topicPage>): Promise<string[]> {
  const page = await ask<Page, VariablesOf<typeof topicPage>>(endpoint, topicPage as never, variables);
  // `title` may be null, `nodes` and what is in it may not: the compiler holds this to the schema.
  return page.topic?.documents.nodes.map((node) => node.title ?? '') ?? [];
}

/** Makes a topic, as whom the headers say; gives its id, or the code of what was wrong. */
export async function makeTopic(
  endpoint: string, id: string, name: string, headers: Record<string, string>,
): Promise<string> {
  const { createTopic: made } = await ask<ResultOf<typeof createTopic>, VariablesOf<typeof createTopic>>(
    endpoint, createTopic as never, { input: { id, name } }, headers);
  return made.topic?.id ?? made.userErrors[0]!.code;
}
