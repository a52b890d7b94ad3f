using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.Running;

/// <summary>Makes values as properties want them.</summary>
internal static class PropertyValues
{
    /// <summary>The value of an enumeration by its name, which must be one of the definition's.</summary>
    public static PropertyValue Enumeration(PropertyDefinition property, string name) =>
        TryEnumeration(property, name, out var value)
            ? value
            : throw new ArgumentException($"{property.Name} has no value {name}.", nameof(name));

    public static bool TryEnumeration(PropertyDefinition property, string name, out PropertyValue value)
    {
        for (var position = 0; position < property.Values.Count; position++)
        {
            if (property.Values[position] != name) continue;
            value = PropertyValue.Enumeration(position);
            return true;
        }

        value = default;
        return false;
    }

    public static PropertyValue Instant(long? utcTicks) =>
        utcTicks is { } ticks ? PropertyValue.InstantFromTicks(ticks) : PropertyValue.Null;

    public static PropertyValue Integer(long? number) =>
        number is { } value ? PropertyValue.Integer(value) : PropertyValue.Null;

    /// <summary>Whether a property that <see cref="PropertyDefinition.IsUrl"/> can hold the text.</summary>
    public static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
        && address.Host.Length > 0 && !text.Any(char.IsWhiteSpace);
}
