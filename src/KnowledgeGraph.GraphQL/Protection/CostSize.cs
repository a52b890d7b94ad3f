using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>How many items a list has: by its slicing arguments, else what is assumed. Immutable.</summary>
internal sealed class CostSize
{
    private readonly CostSlice[] _slices;
    private readonly int _assumed;

    /// <param name="field">The field that has the arguments: of the list, or of the page that holds it.</param>
    /// <param name="node">The field as it is written.</param>
    /// <param name="size">Its `@listSize`, or null.</param>
    /// <param name="sizeDefault">What is assumed where the directive says nothing.</param>
    public CostSize(FieldDefinition field, FieldNode node, ListSize? size, int sizeDefault)
    {
        Field = field;
        Node = node;
        _slices = [.. (size?.SlicingArguments ?? []).Select(name => SliceOf(field, node, name))];
        _assumed = size?.AssumedSize ?? sizeDefault;
        RequiresOne = size is { RequireOneSlicingArgument: true } && _slices.Length > 0;
    }

    public FieldDefinition Field { get; }

    public FieldNode Node { get; }

    /// <summary>Exactly one slicing argument has to be given.</summary>
    public bool RequiresOne { get; }

    /// <summary>The largest of the slicing arguments that are given, else the assumed size.</summary>
    public double Of(VariableValues variables) => Of(variables, out _);

    /// <inheritdoc cref="Of(VariableValues)"/>
    /// <param name="variables">The variables' values.</param>
    /// <param name="argument">The argument that says so, or null.</param>
    public double Of(VariableValues variables, out string? argument)
    {
        var largest = -1L;
        argument = null;
        foreach (var slice in _slices)
        {
            if (slice.Of(variables) is not { } count || count <= largest) continue;
            (largest, argument) = (count, slice.Definition.Name);
        }

        return largest < 0 ? _assumed : largest;
    }

    /// <summary>None or several slicing arguments are given where it has to be one.</summary>
    public bool LacksSlicing(VariableValues variables) =>
        RequiresOne && _slices.Count(slice => slice.Of(variables) is not null) != 1;

    /// <summary>The names of the slicing arguments.</summary>
    public IEnumerable<string> SlicingArguments => _slices.Select(slice => slice.Definition.Name);

    /// <summary>The names of the variables that are given for them.</summary>
    public IEnumerable<string> Variables =>
        _slices.Select(slice => slice.Literal).OfType<VariableNode>().Select(variable => variable.Name.Value);

    private static CostSlice SliceOf(FieldDefinition field, FieldNode node, string name) => new(
        field.Argument(name) ?? throw new InvalidOperationException(
            $"@listSize of {field} names the slicing argument {name}, which the field does not have."),
        node.Arguments.FirstOrDefault(argument => argument.Name.Value == name)?.Value);

    private sealed record CostSlice(InputValueDefinition Definition, ValueNode? Literal)
    {
        private readonly long? _constant = Literal is IntValueNode number
            ? long.TryParse(number.Value, out var value) ? Math.Max(0, value) : 0
            : null;

        /// <summary>How many it asks for, 0 for less than nothing; null where it is not given.</summary>
        public long? Of(VariableValues variables) => _constant ?? Literal switch
        {
            null => CountOf(Definition.Default),
            VariableNode variable => CountOf(variables[variable.Name.Value] ?? Definition.Default),
            ListValueNode list => list.Values.Count,
            NullValueNode => null,
            _ => 1,
        };

        private static long? CountOf(InputValue? value) => value?.Kind switch
        {
            InputValueKind.Integer => Math.Max(0, value.AsInteger()),
            InputValueKind.List => value.AsList().Count,
            null or InputValueKind.Null => null,
            _ => 1,
        };
    }
}
