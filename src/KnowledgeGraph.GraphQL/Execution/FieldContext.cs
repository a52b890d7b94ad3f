using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// What a resolver may know besides its parents: its field's arguments (coerced, once for all parents), what the client
/// selects below it, the request's state, and whether the client has gone. Belongs to the engine; valid until the
/// resolver returns or its task ends.
/// </summary>
public sealed class FieldContext
{
    private readonly FieldPlan _plan;
    private object? _state;
    private InputValue?[] _arguments = [];

    internal FieldContext(FieldPlan plan) => _plan = plan;

    public FieldDefinition Field => _plan.Field;

    /// <summary>The key of the field in the response.</summary>
    public string ResponseKey => _plan.ResponseKey;

    public CancellationToken CancellationToken { get; private set; }

    /// <summary>
    /// What the caller of the engine gave along with the request: <see cref="GraphQLRequest.State"/>.
    /// </summary>
    public T State<T>() => _state is T state
        ? state
        : throw new InvalidOperationException($"The request's state is not a {typeof(T).Name}.");

    /// <summary>The request's state where it is of that type, else null.</summary>
    public T? TryState<T>()
        where T : class => _state as T;

    /// <summary>The argument as it was coerced; null where it was not given and has no default.</summary>
    public InputValue? Argument(string name)
    {
        for (var index = 0; index < Field.Arguments.Count; index++)
        {
            if (Field.Arguments[index].Name == name) return index < _arguments.Length ? _arguments[index] : null;
        }

        throw new InvalidOperationException($"{Field} has no argument {name}.");
    }

    /// <summary>The argument was given or has a default; it may be null all the same.</summary>
    public bool Has(string name) => Argument(name) is not null;

    /// <summary>The argument, or null where it is null or was not given. So are the other typed readers.</summary>
    public int? Int32(string name) => Given(name) is { } value ? checked((int)value.AsInteger()) : null;

    public long? Int64(string name) => Given(name)?.AsInteger();

    public double? Double(string name) => Given(name)?.AsNumber();

    public bool? Boolean(string name) => Given(name)?.AsBoolean();

    /// <summary>A string, an id, or the name of an enum's value.</summary>
    public string? String(string name) => Given(name)?.AsString();

    /// <summary>A list's items, or null.</summary>
    public IReadOnlyList<InputValue>? List(string name) => Given(name)?.AsList();

    /// <summary>An input object, or null.</summary>
    public InputValue? Object(string name) => Given(name);

    /// <summary>
    /// The client asks for that field of the children: a name, or a path of names (`pageInfo.hasNextPage`). True as
    /// well
    /// where it is asked for on only some of the possible types.
    /// </summary>
    public bool Selects(string path) => _plan.Selects(path);

    /// <param name="state">The request's state.</param>
    /// <param name="arguments">The coerced arguments in the order of the definition, null where absent.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    internal void Start(object? state, InputValue?[] arguments, CancellationToken cancellationToken)
    {
        _state = state;
        _arguments = arguments;
        CancellationToken = cancellationToken;
    }

    /// <summary>Lets go of the request.</summary>
    internal void End()
    {
        _state = null;
        _arguments = [];
        CancellationToken = default;
    }

    private InputValue? Given(string name) => Argument(name) is { IsNull: false } value ? value : null;
}
