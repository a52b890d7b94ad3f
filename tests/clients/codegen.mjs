// graphql-codegen on the schema of the running server: typed documents, and the documents by their SHA-256 for a
// deployment that executes no others.
export default {
  schema: [{ [process.env.ENDPOINT]: { headers: { 'content-type': 'application/json' } } }],
  documents: ['src/typed.ts'],
  generates: {
    'generated/gql/': {
      preset: 'client',
      presetConfig: { persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: { strictScalars: true, scalars: { DateTime: 'string', URL: 'string', Long: 'number', JSON: 'unknown' } },
    },
    'generated/schema.graphql': { plugins: ['schema-ast'] },
  },
};
