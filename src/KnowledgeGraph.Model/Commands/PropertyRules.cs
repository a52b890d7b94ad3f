using System.Globalization;

namespace KnowledgeGraph.Model.Commands;

/// <summary>Rules about the values of properties, by their definitions.</summary>
internal static class PropertyRules
{
    /// <summary>Checks one value; null is one only where the property is not required.</summary>
    public static void Check(PropertyDefinition property, in PropertyValue value, ref Mistakes mistakes)
    {
        if (value.IsNull)
        {
            if (property.Required) mistakes.Required(property.Name);
            return;
        }
        CheckPresent(property, in value, ref mistakes);
    }

    /// <summary>Checks one value where null stands for nothing said.</summary>
    public static void CheckPresent(PropertyDefinition property, in PropertyValue value, ref Mistakes mistakes)
    {
        if (value.IsNull) return;
        if (value.Type != property.Type)
        {
            mistakes.WrongType(property, value.Type);
            return;
        }
        switch (value.Type)
        {
            case PropertyType.Text:
                CheckText(property, value.AsText(), ref mistakes);
                break;
            case PropertyType.Integer:
                var integer = value.AsInteger();
                if (property.Range is var (least, most) && (integer < least || integer > most))
                    mistakes.OutOfRange(property, integer.ToString(CultureInfo.InvariantCulture));
                break;
            case PropertyType.Number:
                CheckNumber(property, value.AsNumber(), ref mistakes);
                break;
            case PropertyType.Instant:
                if (!IsInstant(value.AsInstantTicks())) mistakes.TimeOutOfRange(property.Name);
                break;
            case PropertyType.Enumeration:
                if ((uint)value.AsEnumeration() >= (uint)property.Values.Count) mistakes.NoSuchValue(property);
                break;
            case PropertyType.TextList:
                CheckList(property, value.AsTextList(), ref mistakes);
                break;
        }
    }

    /// <summary>Whether the ticks are a moment that dates can show.</summary>
    public static bool IsInstant(long utcTicks) =>
        utcTicks >= DateTime.MinValue.Ticks && utcTicks <= DateTime.MaxValue.Ticks;

    private static void CheckText(PropertyDefinition property, string text, ref Mistakes mistakes)
    {
        if (property.Required && string.IsNullOrWhiteSpace(text)) mistakes.Blank(property.Name);
        else if (TextRules.IndexOfForbidden(text) is >= 0 and var place)
            mistakes.TextWithForbidden(property.Name, text[place]);
        else if (TextRules.Exceeds(text, property.BytesMax, out var bytes)) mistakes.TooLong(property, bytes);
        else if (property.IsUrl && !IsWebAddress(text)) mistakes.NotAnAddress(property, text);
    }

    private static void CheckNumber(PropertyDefinition property, double number, ref Mistakes mistakes)
    {
        if (!double.IsFinite(number)) mistakes.NotFinite(property);
        else if (property.Range is var (least, most) && (number < least || number > most))
            mistakes.OutOfRange(property, number.ToString("R", CultureInfo.InvariantCulture));
    }

    private static void CheckList(PropertyDefinition property, string[] entries, ref Mistakes mistakes)
    {
        if (entries.Length > Limits.ListEntriesMax)
        {
            mistakes.TooManyEntries(property, entries.Length);
            return;
        }
        foreach (var entry in entries)
        {
            if (entry is null) mistakes.EntryMissing(property);
            else if (TextRules.IndexOfForbidden(entry) is >= 0 and var place)
                mistakes.TextWithForbidden(property.Name, entry[place]);
            else if (TextRules.Exceeds(entry, property.BytesMax, out var bytes)) mistakes.TooLong(property, bytes);
            else continue;
            // One mistake of a list stands for the others like it.
            return;
        }
    }

    private static bool IsWebAddress(string text)
    {
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character)) return false;
        }
        return Uri.TryCreate(text, UriKind.Absolute, out var address) &&
            (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.Host.Length > 0;
    }
}
