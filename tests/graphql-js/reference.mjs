// Answers questions about GraphQL with graphql-js, one JSON object a line in and one a line out.
// A question is { "operation": one of the names at the foot, ...what it takes }; an answer is { "result": ... } or,
// where the script itself failed, { "failure": its text }.
import { createInterface } from 'node:readline';
import {
  GraphQLError,
  buildASTSchema,
  buildSchema,
  execute,
  findBreakingChanges,
  findDangerousChanges,
  getVariableValues,
  introspectionFromSchema,
  lexicographicSortSchema,
  parse,
  parseConstValue,
  parseType,
  parseValue,
  print,
  printSchema,
  validate,
  validateSchema,
} from 'graphql';
import { specifiedSDLRules } from 'graphql/validation/specifiedRules.js';
import { validateSDL } from 'graphql/validation/validate.js';
import * as incremental from 'graphql-17';

const schemas = new Map();
const incrementalSchemas = new Map();

/** The schema of a text, kept because thousands of questions are about a few schemas. */
function kept(schemas, build, text) {
  let schema = schemas.get(text);
  if (schema === undefined) {
    schema = build(text, { assumeValidSDL: false });
    if (schemas.size > 200) schemas.clear();
    schemas.set(text, schema);
  }
  return schema;
}

const schemaOf = (text) => kept(schemas, buildSchema, text);
const incrementalSchemaOf = (text) => kept(incrementalSchemas, incremental.buildSchema, text);

function resolveField(parent, _arguments, _context, info) {
  const value = parent?.[info.fieldName];
  if (value !== null && typeof value === 'object' && '$error' in value) throw new Error(value.$error);
  return value;
}

function told(error) {
  const { message, locations, path } = error;
  return { message, locations: locations ?? [], ...(path === undefined ? {} : { path }) };
}

/** What `make` gives, or the one syntax error that it throws. */
function orError(make) {
  try {
    return make();
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [told(error)] };
    throw error;
  }
}

/** The tree as plain data: no locations, nothing that is absent. */
function plain(node) {
  return JSON.parse(JSON.stringify(node, (key, value) => (key === 'loc' ? undefined : value)));
}

const parsers = { document: parse, value: parseValue, constValue: parseConstValue, type: parseType };

const operations = {
  /** { text, kind = "document" } -> { tree, printed } or { errors } */
  parse: ({ text, kind = 'document', tree = false }) =>
    orError(() => {
      const node = parsers[kind](text);
      return { printed: print(node), ...(tree ? { tree: plain(node) } : {}) };
    }),

  /** { schema, document } -> { errors, printed } or, where the document cannot be parsed, { syntaxErrors } */
  validate: ({ schema, document, maxErrors = 100 }) => {
    let node;
    try {
      node = parse(document);
    } catch (error) {
      return { syntaxErrors: [told(error)] };
    }
    const printed = print(node);
    // It throws where a subscription has `@skip(if: $variable)` at its root.
    return { printed, ...orError(() => ({ errors: validate(schemaOf(schema), node, undefined, { maxErrors }).map(told) })) };
  },

  /** { text } -> { errors }: what is wrong with a type system, in its text or as a whole */
  validateSchema: ({ text }) =>
    orError(() => {
      const node = parse(text);
      const errors = validateSDL(node, null, specifiedSDLRules);
      if (errors.length > 0) return { errors: errors.map(told) };
      return { errors: validateSchema(buildASTSchema(node, { assumeValidSDL: true })).map(told) };
    }),

  /** { text, sorted = false } -> { printed } */
  printSchema: ({ text, sorted = false }) => ({
    printed: printSchema(sorted ? lexicographicSortSchema(schemaOf(text)) : schemaOf(text)),
  }),

  /** { schema } -> the answer to the full introspection query */
  introspect: ({ schema }) =>
    introspectionFromSchema(schemaOf(schema), {
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    }),

  /** { schema, document, variables } -> { coerced } or { errors }, for the first operation */
  coerceVariables: ({ schema, document, variables }) => {
    const [operation] = parse(document).definitions;
    const { coerced, errors } = getVariableValues(
      schemaOf(schema),
      operation.variableDefinitions ?? [],
      variables ?? {},
    );
    return errors === undefined ? { coerced } : { errors: errors.map(told) };
  },

  /**
   * { schema, document, variables, operationName, data } -> the response. Data is JSON by response name: an object's
   * fields are its own properties, `__typename` names the type of an abstract value, and { "$error": text } fails.
   */
  execute: async ({ schema, document, variables, operationName, data }) => {
    const response = await execute({
      schema: schemaOf(schema),
      document: parse(document),
      rootValue: data,
      variableValues: variables,
      operationName,
      fieldResolver: resolveField,
    });
    return {
      ...(response.data === undefined ? {} : { data: response.data }),
      ...(response.errors === undefined ? {} : { errors: response.errors.map(told) }),
    };
  },

  /** { schema, document } -> { errors }, with the rules for `@defer` and `@stream` */
  validateIncremental: ({ schema, document }) => ({
    errors: incremental.validate(incrementalSchemaOf(schema), incremental.parse(document)).map(told),
  }),

  /** As execute, but with `@defer` and `@stream` -> { payloads }, or { broken } where its own invariants do not hold */
  executeIncrementally: async ({ schema, document, variables, operationName, data }) => {
    const response = await incremental.experimentalExecuteIncrementally({
      schema: incrementalSchemaOf(schema),
      document: incremental.parse(document),
      rootValue: data,
      variableValues: variables,
      operationName,
      fieldResolver: resolveField,
    });
    if (!('initialResult' in response)) return { payloads: [response] };
    const payloads = [response.initialResult];
    try {
      for await (const payload of response.subsequentResults) payloads.push(payload);
    } catch (error) {
      if (error?.message === 'Unexpected invariant triggered.') return { broken: true };
      throw error;
    }
    return { payloads };
  },

  /** { before, after } -> { breaking, dangerous }: descriptions of changes */
  diff: ({ before, after }) => ({
    breaking: findBreakingChanges(schemaOf(before), schemaOf(after)),
    dangerous: findDangerousChanges(schemaOf(before), schemaOf(after)),
  }),
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  let answer;
  try {
    const { operation, ...question } = JSON.parse(line);
    answer = { result: await operations[operation](question) };
  } catch (error) {
    answer = { failure: String(error?.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
