using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>
/// Holds a valid document to its limits. Each fragment is measured once, so that the time is bounded by the document's
/// length, whatever its fragments expand to. One thread at a time.
/// </summary>
internal sealed class DocumentLimitsCheck
{
    private readonly Schema _schema;
    private readonly DocumentLimits _limits;
    private readonly Dictionary<string, FragmentDefinitionNode> _fragments;
    private readonly Dictionary<string, DocumentMeasure> _measured = [];

    private DocumentLimitsCheck(Schema schema, DocumentNode document, DocumentLimits limits)
    {
        (_schema, _limits) = (schema, limits);
        _fragments = document.Definitions.OfType<FragmentDefinitionNode>()
            .ToDictionary(fragment => fragment.Name.Value, StringComparer.Ordinal);
    }

    /// <summary>The limits that the document passes, one error each; empty where it may be executed.</summary>
    public static IReadOnlyList<GraphQLError> Check(Schema schema, DocumentNode document, DocumentLimits limits)
    {
        var check = new DocumentLimitsCheck(schema, document, limits);
        var errors = new List<GraphQLError>();
        foreach (var operation in document.Definitions.OfType<OperationDefinitionNode>())
        {
            var measure = check.Measure(schema.RootType(operation.Operation)!, operation.SelectionSet);
            measure.AddDirectives(operation.Directives.Count);
            SourceLocation[] place = [document.Source.LocationAt(operation.Span.Start)];
            errors.AddRange(check.Errors(measure).Select(error => error with { Locations = place }));
        }

        return errors;
    }

    private IEnumerable<GraphQLError> Errors(DocumentMeasure measure)
    {
        if (measure.IntrospectionFields > 0 && !_limits.AllowsIntrospection)
        {
            yield return new GraphQLError("This server does not show its schema: ask its owner for it.")
            {
                Code = GraphQLErrorCodes.IntrospectionDisabled,
            };
        }

        (string Name, int Actual, int Max, string What, string Advice)[] measured =
        [
            (nameof(_limits.DepthMax), measure.Depth, _limits.DepthMax,
                "fields within one another", "Ask for less in one request."),
            (nameof(_limits.AliasesMax), measure.Aliases, _limits.AliasesMax,
                "aliases", "Split the request, or ask for a list."),
            (nameof(_limits.DirectivesMax), measure.Directives, _limits.DirectivesMax,
                "directives", "Put them on fragments instead of single fields."),
            (nameof(_limits.RootFieldsMax), measure.Fields, _limits.RootFieldsMax,
                "fields at its root", "Split the request."),
            (nameof(_limits.IntrospectionFieldsMax), measure.IntrospectionFields, _limits.IntrospectionFieldsMax,
                "introspection fields", "Ask as getIntrospectionQuery of graphql-js does."),
            (nameof(_limits.IntrospectionDepthMax), measure.IntrospectionDepth, _limits.IntrospectionDepthMax,
                "introspection fields within one another", "Ask as getIntrospectionQuery of graphql-js does."),
            (nameof(_limits.IntrospectionListsMax), measure.IntrospectionLists, _limits.IntrospectionListsMax,
                "lists of introspection", "Ask as getIntrospectionQuery of graphql-js does."),
        ];
        foreach (var (name, actual, max, what, advice) in measured)
        {
            if (actual > max)
            {
                yield return Error(
                    name, actual, max, $"The operation has {actual} {what}; {max} are allowed. {advice}");
            }
        }

        foreach (var (field, count) in measure.Cycles)
        {
            var coordinate = field.ToString();
            var max = _limits.CycleDepths.TryGetValue(coordinate, out var own) ? own : _limits.CycleDepthMax;
            if (count <= max) continue;
            yield return Error(nameof(_limits.CycleDepthMax), count, max,
                $"{coordinate} stands {count} times within itself; {max} are allowed. Ask for what is further away in "
                + "another request.");
        }
    }

    private static GraphQLError Error(string limit, int actual, int max, string message) => new(message)
    {
        Code = GraphQLErrorCodes.LimitExceeded,
        Extensions = new Dictionary<string, object?> { ["limit"] = limit, ["actual"] = actual, ["max"] = max },
    };

    private DocumentMeasure Measure(NamedType parent, SelectionSetNode selectionSet)
    {
        var sum = new DocumentMeasure();
        foreach (var selection in selectionSet.Selections)
        {
            sum.AddDirectives(selection.Directives.Count);
            sum.Add(selection switch
            {
                FieldNode field => Measure(parent, field),
                InlineFragmentNode inline => Measure(TypeOf(inline.TypeCondition) ?? parent, inline.SelectionSet),
                FragmentSpreadNode spread => Measure(_fragments[spread.Name.Value]),
                _ => throw new InvalidOperationException($"A selection cannot be a {selection.GetType().Name}."),
            });
        }

        return sum;
    }

    private DocumentMeasure Measure(NamedType parent, FieldNode node)
    {
        var field = _schema.Field(parent, node.Name.Value)!;
        var below = node.SelectionSet is { } selectionSet
            ? Measure(field.Type.Named, selectionSet)
            : new DocumentMeasure();
        var isSchema = field == _schema.MetaFields.Schema || field == _schema.MetaFields.Type;
        return below.Under(field, node.Alias is not null, isSchema || field.Owner is { IsBuiltIn: true });
    }

    private DocumentMeasure Measure(FragmentDefinitionNode fragment)
    {
        if (_measured.TryGetValue(fragment.Name.Value, out var known)) return known;
        var measure = Measure(TypeOf(fragment.TypeCondition)!, fragment.SelectionSet);
        _measured.Add(fragment.Name.Value, measure);
        return measure;
    }

    private NamedType? TypeOf(NamedTypeNode? condition) =>
        condition is null ? null : _schema.Type(condition.Name.Value);
}
