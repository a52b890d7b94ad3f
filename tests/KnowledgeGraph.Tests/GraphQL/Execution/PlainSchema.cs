using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>
/// Any schema over plain data, as graphql-js's default resolvers have it: an object is a dictionary, its type (where
/// the
/// field's type is abstract) the value of `__typename`, a function takes the field's context, an exception is an error,
/// and a task is waited for.
/// </summary>
internal static class PlainSchema
{
    public static GraphQLExecutor Build(string sdl, ExecutionOptions? options = null)
    {
        var built = SchemaBuilder.Build([new Source(sdl, "test.graphql")]);
        Assert.True(built.Schema is not null, built.Report());
        var schema = built.Schema;
        var builder = new ExecutableSchemaBuilder();
        foreach (var type in schema.Types)
        {
            if (type is ObjectType { IsBuiltIn: false } @object) Register(builder, @object);
            if (type.IsAbstract) Register(builder, schema, type);
        }

        var executable = builder.Build(schema);
        Assert.True(executable.Schema is not null, executable.Report());
        return new GraphQLExecutor(executable.Schema, options);
    }

    /// <summary>The response's JSON.</summary>
    public static async Task<string> ExecuteAsync(
        this GraphQLExecutor executor,
        string query,
        object? root = null,
        string? variables = null,
        string? operation = null,
        object? state = null,
        CancellationToken cancellationToken = default)
    {
        using var result = await executor.ExecuteAsync(
            new GraphQLRequest
            {
                Query = Encoding.UTF8.GetBytes(query),
                Root = root,
                Variables = variables is null ? null : Variables(variables),
                OperationName = operation,
                State = state,
            },
            cancellationToken);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        result.WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>
    /// Executes and compares with the JSON that is expected, whatever its white space. Which element an error is about
    /// is the business of <see cref="ErrorExtensionsTests"/>.
    /// </summary>
    public static async Task ExpectAsync(
        this GraphQLExecutor executor, string query, string expected, object? root = null, string? variables = null)
    {
        var actual = await executor.ExecuteAsync(query, root, variables);
        Assert.Equal(Normalize(expected), WithoutElements(actual));
    }

    /// <summary>
    /// The response without what errors say of their element, code of a missing value included: `ErrorExtensionsTests`
    /// looks at that. Errors of later payloads are meant too.
    /// </summary>
    public static string WithoutElements(string json)
    {
        var response = JsonNode.Parse(json)!;
        foreach (var error in ErrorsIn(response).ToArray())
        {
            if (error["extensions"]?.AsObject() is not { } extensions) continue;
            extensions.Remove("coordinate");
            extensions.Remove("inputPath");
            if ((string?)extensions["code"] == GraphQLErrorCodes.NullNotAllowed) extensions.Remove("code");
            if (extensions.Count == 0) error.Remove("extensions");
        }

        return response.ToJsonString();
    }

    private static IEnumerable<JsonObject> ErrorsIn(JsonNode payload) =>
        (payload["errors"]?.AsArray() ?? []).Select(error => error!.AsObject())
        .Concat(new[] { "incremental", "completed" }
            .SelectMany(list => payload[list]?.AsArray() ?? []).SelectMany(part => ErrorsIn(part!)));

    public static string Normalize(string json) => JsonNode.Parse(json)!.ToJsonString();

    public static InputValue Variables(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        return InputValueReader.Read(ref reader);
    }

    private static void Register(ExecutableSchemaBuilder builder, ObjectType type)
    {
        var resolvers = builder.Object<object>(type.Name);
        foreach (var field in type.Fields)
            resolvers.EachValueAsync(field.Name, (row, context) => ValueAsync(row, field, context));
    }

    private static async ValueTask<object?> ValueAsync(object row, FieldDefinition field, FieldContext context)
    {
        var value = row is IReadOnlyDictionary<string, object?> fields ? fields.GetValueOrDefault(field.Name) : null;
        if (value is Func<FieldContext, object?> function) value = function(context);
        if (value is Task<object?> task) value = await task;
        if (value is Exception exception) throw exception;
        return value;
    }

    private static void Register(ExecutableSchemaBuilder builder, Schema schema, NamedType type)
    {
        string[] names = [.. schema.PossibleTypes(type).Select(possible => possible.Name)];
        builder.Abstract<object>(type.Name, names, (rows, types, _) =>
        {
            for (var row = 0; row < rows.Length; row++)
            {
                var name = (rows[row] as IReadOnlyDictionary<string, object?>)?["__typename"] as string;
                types[row] = Array.IndexOf(names, name);
            }
        });
    }
}
