namespace KnowledgeGraph.Model.Commands;

/// <summary>
/// What is wrong with one command, collected: all of it, in the order in which it was found. Costs nothing until there
/// is something. The texts of validation are made here.
/// </summary>
internal struct Mistakes(string subject)
{
    private const int QuotedMax = 64;

    private List<Refusal>? _found;

    public readonly IReadOnlyList<Refusal> Found => _found ?? (IReadOnlyList<Refusal>)[];

    public void IdMissing(string property) =>
        Add(ErrorCodes.InvalidId, "has no id", "Give it one", property);

    public void IdWithoutKind(string id, string property) => Add(ErrorCodes.InvalidId,
        $"has the id {Quote(id)}, which does not begin with a kind and a colon",
        $"Write it as one of {string.Join(", ", NodeKinds.All.Select(kind => $"`{kind.IdPrefix}:key`"))}", property);

    public void IdWithoutKey(string id, string property) => Add(ErrorCodes.InvalidId,
        $"has the id {Quote(id)}, where nothing follows the colon", "Add a key", property);

    public void IdWithForbidden(string id, char character, string property) => Add(ErrorCodes.InvalidId,
        $"has the id {Quote(id)}, which holds the character U+{(int)character:X4}",
        "Use no spaces, no control characters and no halves of surrogate pairs", property);

    public void IdTooLong(string id, int bytes, string property) => Add(ErrorCodes.InvalidId,
        $"has the id {Quote(id)}, which takes {bytes} bytes of UTF-8", $"Use at most {Limits.IdBytesMax}", property);

    public void IdOfOtherKind(string id, string expected, string property) => Add(ErrorCodes.WrongKind,
        $"has the id {Quote(id)}, which is not that of a {expected}",
        $"Begin it with `{NodeKinds.All.First(kind => kind.Name == expected).IdPrefix}:`", property);

    public void EndOfWrongKind(string id, IReadOnlyList<NodeKind> allowed, string property) => Add(
        ErrorCodes.WrongKind, $"cannot have {Quote(id)} as `{property}`",
        $"It takes a {string.Join(" or ", allowed.Select(kind => NodeKinds.Of(kind).Name))} there", property);

    public void EndsDiffer(string from, string to) => Add(ErrorCodes.WrongKind,
        $"joins {Quote(from)} and {Quote(to)}, which are of different kinds", "Give both ends the same kind", "to");

    public void TargetMissing() => Add(ErrorCodes.InvalidId, "has no `to`", "Name the node it leads to", "to");

    public void TargetNotTaken() =>
        Add(ErrorCodes.WrongKind, "names a `to`, but this type leads to no node", "Leave it out", "to");

    public void SelfLink() =>
        Add(ErrorCodes.SelfLink, "leads from a node to itself", "Name two different nodes", "to");

    public void WrongFamily(EdgeFamily family) => Add(ErrorCodes.WrongKind,
        $"is {(family == EdgeFamily.Link ? "a link" : "an interaction")}",
        family == EdgeFamily.Link ? "Put it as a link" : "Record it as an interaction", "type");

    public void LinkWithId() =>
        Add(ErrorCodes.InvalidId, "has an id, but a link is known by its type and ends", "Leave the id out", "id");

    public void TimeMissing() => Add(ErrorCodes.PropertyRequired, "has no time", "Say when it happened", "at");

    public void TimeOutOfRange(string property) => Add(ErrorCodes.InvalidValue,
        $"has a time in {Name(property)} before the year 1 or after 9999", "Correct it", property);

    public void Required(string property) =>
        Add(ErrorCodes.PropertyRequired, $"needs {Name(property)}", "Give it a value", property);

    public void Blank(string property) =>
        Add(ErrorCodes.PropertyRequired, $"has nothing in {Name(property)}", "Give it a text", property);

    public void WrongType(PropertyDefinition property, PropertyType found) => Add(ErrorCodes.InvalidValue,
        $"has a value of type {found} in {Name(property.Name)}", $"Give it one of type {property.Type}", property.Name);

    public void NoSuchValue(PropertyDefinition property) => Add(ErrorCodes.InvalidValue,
        $"has an unknown value in {Name(property.Name)}", $"Use one of {string.Join(", ", property.Values)}",
        property.Name);

    public void OutOfRange(PropertyDefinition property, string found) => Add(ErrorCodes.InvalidValue,
        $"has {found} in {Name(property.Name)}",
        $"Use a number from {property.Range!.Value.Min:R} to {property.Range.Value.Max:R}", property.Name);

    public void NotFinite(PropertyDefinition property) => Add(ErrorCodes.InvalidValue,
        $"has a number in {Name(property.Name)} that is infinite or none", "Use a finite number", property.Name);

    public void TooLong(PropertyDefinition property, int bytes) => Add(ErrorCodes.TooLarge,
        $"has a text of {bytes} bytes of UTF-8 in {Name(property.Name)}", $"Use at most {property.BytesMax}",
        property.Name);

    public void TooManyEntries(PropertyDefinition property, int count) => Add(ErrorCodes.TooLarge,
        $"has {count} entries in {Name(property.Name)}", $"Use at most {Limits.ListEntriesMax}", property.Name);

    public void EntryMissing(PropertyDefinition property) => Add(ErrorCodes.InvalidValue,
        $"has an entry that is null in {Name(property.Name)}", "Leave it out", property.Name);

    public void TextWithForbidden(string property, char character) => Add(ErrorCodes.InvalidValue,
        $"holds the character U+{(int)character:X4} in {Name(property)}",
        "Use no NUL and no halves of surrogate pairs", property);

    public void NotAnAddress(PropertyDefinition property, string text) => Add(ErrorCodes.InvalidValue,
        $"has {Quote(text)} in {Name(property.Name)}, which is no web address",
        "Use an absolute one that begins with https:// or http://", property.Name);

    private void Add(string code, string what, string cure, string property) =>
        (_found ??= []).Add(new Refusal(code, $"{Show(subject)} {what}. {cure}.", property));

    private static string Name(string property) => $"`{property}`";

    private static string Quote(string text) => $"`{Show(text)}`";

    /// <summary>A client's text, made short and harmless enough for a message.</summary>
    private static string Show(string text)
    {
        var shown = text.Length <= QuotedMax ? text : text[..QuotedMax] + "…";
        return string.Create(shown.Length, shown, static (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
            {
                var unit = source[index];
                span[index] = char.IsControl(unit) || char.IsSurrogate(unit) ? '\uFFFD' : unit;
            }
        });
    }
}
