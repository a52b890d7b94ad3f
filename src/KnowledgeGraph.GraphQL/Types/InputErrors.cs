namespace KnowledgeGraph.GraphQL.Types;

/// <summary>Collects the errors of one coercion and knows where in the value it is. For one thread.</summary>
public sealed class InputErrors
{
    /// <summary>
    /// After so many errors no more are told: a large value of the wrong type would fill the response.
    /// </summary>
    public const int CountMax = 50;

    // Made when first needed: most values are scalars and fit.
    private List<(string? Key, int Index)>? _path;
    private List<InputError>? _errors;

    public IReadOnlyList<InputError> All => (IReadOnlyList<InputError>?)_errors ?? [];

    internal int Count => _errors?.Count ?? 0;

    /// <summary>There are more than are told; whoever coerces may stop.</summary>
    internal bool IsFull { get; private set; }

    internal void Enter(string key) => (_path ??= []).Add((key, 0));

    internal void Enter(int index) => (_path ??= []).Add((null, index));

    internal void Leave() => _path!.RemoveAt(_path.Count - 1);

    internal void Add(string message, InputValue? value = null)
    {
        if (Count == CountMax)
        {
            IsFull = true;
            return;
        }

        object[] path = [.. (_path ?? []).Select(segment => (object?)segment.Key ?? segment.Index)];
        (_errors ??= []).Add(new InputError(message, path, value));
    }
}
