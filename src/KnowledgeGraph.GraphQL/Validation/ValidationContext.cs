using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation;

/// <summary>
/// What the rules share while one document is validated: what they look at, what they find, and the budgets.
/// </summary>
internal sealed class ValidationContext
{
    // One error may point at as many places as the document has; nobody reads more than these.
    private const int LocationsMax = 50;
    private const int MessageLengthMax = 4_000;

    private readonly List<GraphQLError> _errors = [];
    private readonly Dictionary<string, FragmentDefinitionNode> _fragments = new(StringComparer.Ordinal);
    private readonly Dictionary<SelectionSetNode, List<FragmentSpreadNode>> _spreads = [];
    private int _fragmentVisitsLeft;
    private string[]? _suggestions;

    public ValidationContext(Schema schema, DocumentNode document, ValidationOptions options)
    {
        Schema = schema;
        Document = document;
        Options = options;
        Variables = new VariableUsages(this);
        _fragmentVisitsLeft = options.FragmentVisitsMax;
        for (var index = 0; index < document.Definitions.Count; index++)
        {
            if (document.Definitions[index] is FragmentDefinitionNode fragment)
            {
                HasSameFragmentNames |= !_fragments.TryAdd(fragment.Name.Value, fragment);
                _fragments[fragment.Name.Value] = fragment;
            }
        }
    }

    public Schema Schema { get; }

    public DocumentNode Document { get; }

    public ValidationOptions Options { get; }

    public TypeInfo TypeInfo { get; } = new();

    public VariableUsages Variables { get; }

    public IReadOnlyList<GraphQLError> Errors => _errors;

    /// <summary>Several fragments bear one name.</summary>
    public bool HasSameFragmentNames { get; }

    /// <summary>A limit was passed; nothing that is reported from here on is kept.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>The fragment of that name; the last one where several bear it.</summary>
    public FragmentDefinitionNode? Fragment(string name) => _fragments.GetValueOrDefault(name);

    /// <summary>
    /// The spreads in a definition's selection set at any depth, other fragments not followed: those of one level in
    /// their order, then what is nested, the last first.
    /// </summary>
    public IReadOnlyList<FragmentSpreadNode> SpreadsIn(SelectionSetNode selectionSet)
    {
        if (_spreads.TryGetValue(selectionSet, out var known)) return known;
        var spreads = new List<FragmentSpreadNode>();
        var toVisit = new Stack<SelectionSetNode>();
        toVisit.Push(selectionSet);
        while (toVisit.TryPop(out var set))
        {
            for (var index = 0; index < set.Selections.Count; index++)
            {
                switch (set.Selections[index])
                {
                    case FragmentSpreadNode spread: spreads.Add(spread); break;
                    case FieldNode { SelectionSet: { } inner }: toVisit.Push(inner); break;
                    case InlineFragmentNode inline: toVisit.Push(inline.SelectionSet); break;
                }
            }
        }

        _spreads.Add(selectionSet, spreads);
        return spreads;
    }

    /// <summary>Adds the fragments that the selection set reaches, directly or through others, each once.</summary>
    /// <param name="selectionSet">Where to start.</param>
    /// <param name="reached">Where to add them.</param>
    /// <param name="names">The names of those that were reached already; theirs are added.</param>
    /// <returns>False where the budget is used up.</returns>
    public bool AddFragmentsReachedFrom(
        SelectionSetNode selectionSet,
        List<FragmentDefinitionNode> reached,
        HashSet<string> names)
    {
        var next = reached.Count;
        while (true)
        {
            var spreads = SpreadsIn(selectionSet);
            if (!SpendFragmentVisits(spreads.Count)) return false;
            foreach (var spread in spreads)
            {
                var name = spread.Name.Value;
                if (names.Add(name) && Fragment(name) is { } fragment) reached.Add(fragment);
            }

            if (next == reached.Count) return true;
            selectionSet = reached[next++].SelectionSet;
        }
    }

    /// <summary>False, and the validation is aborted, where fragments were visited too often.</summary>
    public bool SpendFragmentVisits(int count)
    {
        _fragmentVisitsLeft -= count;
        if (_fragmentVisitsLeft >= 0) return true;
        Abort(
            $"The document visits its fragments more than {Options.FragmentVisitsMax} times. Spread fewer fragments.",
            GraphQLErrorCodes.LimitExceeded);
        return false;
    }

    /// <summary>
    /// The words for the options close to the input, for the error that is reported next; it gets them as a list too.
    /// </summary>
    public string DidYouMean(string input, IEnumerable<string> options, string? prefix = null) =>
        Options.GivesSuggestions ? DidYouMean(Suggestions.For(input, options), prefix) : "";

    /// <summary>The same for options that are chosen already.</summary>
    public string DidYouMean(IReadOnlyList<string> options, string? prefix = null)
    {
        _suggestions = options.Count == 0 ? null : [.. options.Take(Suggestions.CountMax)];
        return Suggestions.DidYouMean(options, prefix);
    }

    public void Report(string message, SyntaxNode node) => Report(message, [node]);

    public void Report(string message, SyntaxNode node, SyntaxNode other) => Report(message, [node, other]);

    public void Report(string message, IReadOnlyList<SyntaxNode> nodes)
    {
        if (IsAborted) return;
        if (_errors.Count >= Options.ErrorsMax)
        {
            Abort(
                "Too many validation errors, error limit reached. Validation aborted.",
                GraphQLErrorCodes.ValidationFailed);
            return;
        }

        var locations = new SourceLocation[Math.Min(nodes.Count, LocationsMax)];
        for (var index = 0; index < locations.Length; index++)
        {
            locations[index] = Document.Source.LocationAt(nodes[index].Span.Start);
        }

        var text = message.Length <= MessageLengthMax ? message : message[..MessageLengthMax] + "...";
        _errors.Add(new GraphQLError(text, locations)
        {
            Code = GraphQLErrorCodes.ValidationFailed,
            Coordinate = TypeInfo.Coordinate,
            InputPath = TypeInfo.InputPath.Count > 0 ? [.. TypeInfo.InputPath] : null,
            Suggestions = _suggestions,
        });
        _suggestions = null;
    }

    /// <summary>Reports a last error, after which there are no others.</summary>
    public void Abort(string message, string code)
    {
        if (IsAborted) return;
        IsAborted = true;
        _errors.Add(new GraphQLError(message) { Code = code });
    }
}
