using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>What `extensions.cost` says: the parts of a price, and which argument to lower.</summary>
internal sealed class CostReport
{
    // A document of fragments can be longer than anybody reads once they are expanded.
    private const int FieldsWalkedMax = 20_000;

    private readonly VariableValues _variables;
    private readonly double _allowed;
    private readonly int _fieldsMax;
    private readonly Cost[] _totals;
    private readonly Dictionary<FieldDefinition, Part> _parts = [];
    private readonly Dictionary<CostSize, double> _slices = [];
    private int _walked;

    public CostReport(CostPlan plan, VariableValues variables, double allowed)
    {
        _variables = variables;
        _allowed = allowed;
        _fieldsMax = plan.Options.ReportedFieldsMax;
        _totals = new Cost[plan.Selections.Length];
        Requested = plan.Price(variables, _totals);
        Walk(plan.Selections[^1], 1);
    }

    public Cost Requested { get; }

    /// <summary>The value of `extensions.cost`, with what to do where the request is refused.</summary>
    public IReadOnlyDictionary<string, object?> ToExtension(bool isRefused)
    {
        var parts = Parts();
        if (isRefused) parts["hint"] = Hint();
        return parts;
    }

    private Dictionary<string, object?> Parts() => new()
    {
        ["requested"] = Requested.Total,
        ["allowed"] = _allowed,
        ["fieldCost"] = Requested.Fields,
        ["typeCost"] = Requested.Types,
        ["fields"] = _parts
            .OrderByDescending(part => part.Value.Cost)
            .ThenBy(part => part.Key.ToString(), StringComparer.Ordinal)
            .Take(_fieldsMax)
            .Select(part => new Dictionary<string, object?>
            {
                ["coordinate"] = part.Key.ToString(),
                ["cost"] = part.Value.Cost,
                ["multiplier"] = part.Value.Multiplier,
            })
            .ToArray(),
    };

    /// <summary>What to do about a price that is too high: the argument that saves the most, and how far.</summary>
    public string Hint()
    {
        if (_slices.Count == 0) return "Ask for fewer fields.";
        var best = _slices.MaxBy(slice => (Enough(slice.Key, slice.Value) >= 1, slice.Key.Of(_variables)));
        if (best.Value <= 0) return "Ask for fewer fields.";
        var size = best.Key;
        var count = size.Of(_variables, out var argument);
        var name = argument ?? size.SlicingArguments.FirstOrDefault();
        if (name is null) return $"Ask for less below {size.Field}, which is a list.";
        var enough = Enough(size, best.Value);
        var place = size.Node.Alias is { } alias ? $"{size.Field} (\"{alias.Value}\")" : size.Field.ToString();
        return argument is null
            ? $"Give `{name}` of {place}; without it {count} are priced."
            : enough >= 1
                ? $"Lower `{name}` of {place} from {count} to {enough} or less."
                : $"Lower `{name}` of {place}, which is {count}, or ask for less below it.";
    }

    /// <summary>How many items would be affordable, all else staying as it is; not more than 0 where none.</summary>
    private double Enough(CostSize size, double part) =>
        Math.Floor((_allowed - (Requested.Total - part)) * size.Of(_variables) / part);

    private void Walk(CostSelection selection, double times)
    {
        foreach (var field in selection.Fields)
        {
            if (++_walked > FieldsWalkedMax) return;
            var count = field.Size?.Of(_variables) ?? 1;
            var value = field.PriceOfValue(_totals, out var dearest);
            if (field.Size is { } size)
                _slices[size] = _slices.GetValueOrDefault(size) + (times * count * value).Bounded().Total;
            var own = times * (field.PriceOf(_variables) + count * (dearest?.TypeWeight ?? field.LeafWeight));
            var part = _parts.GetValueOrDefault(field.Field);
            _parts[field.Field] = new Part(Bounded(part.Cost + own), Bounded(part.Multiplier + times));
            if (dearest is not null && count > 0) Walk(dearest, Bounded(times * count));
        }
    }

    private static double Bounded(double value) => new Cost(value, 0).Total;

    private readonly record struct Part(double Cost, double Multiplier);
}
