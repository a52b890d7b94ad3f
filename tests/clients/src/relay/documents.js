// What the Relay compiler compiles; never run. A connection with a fragment of its own, refetched page by page.
import { graphql } from 'relay-runtime';

graphql`
  query documentsQuery($topic: ID!, $count: Int!, $cursor: String) {
    topic(id: $topic) {
      id
      name
      ...documents_topic @arguments(count: $count, cursor: $cursor)
    }
  }
`;

graphql`
  fragment documents_topic on Topic
  @refetchable(queryName: "documentsPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" }) {
    documents(first: $count, after: $cursor) @connection(key: "documents_topic_documents") {
      edges { node { id title ...documents_card } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

graphql`
  fragment documents_card on Document {
    createdAt
    authors { id displayName }
  }
`;

graphql`
  mutation documentsRenameMutation($input: UpdateTopicInput!) {
    updateTopic(input: $input) {
      topic { id name }
      userErrors { code }
    }
  }
`;
