using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types.Building;

/// <summary>Collects what is wrong with a schema, and gives it in the order of the sources. For one thread.</summary>
internal sealed class SchemaErrors(IReadOnlyList<Source> sources)
{
    private readonly List<(GraphQLError Error, int Source, int Offset)> _errors = [];

    public bool Any => _errors.Count > 0;

    public void Add(string message, params ReadOnlySpan<Place> places)
    {
        var locations = new List<SourceLocation>();
        var names = new List<string>();
        var source = int.MaxValue;
        var offset = 0;
        foreach (var place in places)
        {
            if (!place.IsKnown) continue;
            if (locations.Count == 0) (source, offset) = (IndexOf(place.Source!), place.Node!.Span.Start);
            locations.Add(place.Source!.LocationAt(place.Node!.Span.Start));
            names.Add(place.Source!.Name);
        }

        var error = new GraphQLError(message, locations)
        {
            Code = GraphQLErrorCodes.SchemaInvalid,
            Extensions = new Dictionary<string, object?> { [SchemaResult.SourcesExtension] = names },
        };
        _errors.Add((error, source, offset));
    }

    public void Add(GraphQLError syntaxError, Source source) => _errors.Add((
        syntaxError with
        {
            Extensions = new Dictionary<string, object?>(syntaxError.Extensions ?? new Dictionary<string, object?>())
            {
                [SchemaResult.SourcesExtension] = new List<string> { source.Name },
            },
        },
        IndexOf(source),
        0));

    public IReadOnlyList<GraphQLError> InOrder() =>
        [.. _errors.OrderBy(entry => entry.Source).ThenBy(entry => entry.Offset).Select(entry => entry.Error)];

    private int IndexOf(Source source)
    {
        for (var index = 0; index < sources.Count; index++)
        {
            if (ReferenceEquals(sources[index], source)) return index;
        }

        return int.MaxValue;
    }
}
