namespace KnowledgeGraph.Insights.Contribution.Rules;

/// <summary>
/// Something that speaks for a member, read off one edge. What it is worth is for a rule to say. One edge can give
/// several: a like speaks for who gave it and for the author of what was liked. Rule sets name them, so the names stay.
/// </summary>
public enum Signal : byte
{
    /// <summary>The member looked at something.</summary>
    Viewed,

    /// <summary>The member liked something.</summary>
    Liked,

    /// <summary>The member commented on something.</summary>
    Commented,

    /// <summary>The member passed something on.</summary>
    Shared,

    /// <summary>The member kept something for later.</summary>
    Bookmarked,

    /// <summary>The member edited something.</summary>
    Edited,

    /// <summary>The member reviewed something.</summary>
    Reviewed,

    /// <summary>The member answered something (the event; the text is <see cref="Authored"/>).</summary>
    Answered,

    /// <summary>The member enrolled in a course.</summary>
    Enrolled,

    /// <summary>The member completed a course or a document.</summary>
    Completed,

    /// <summary>The member rated something.</summary>
    Rated,

    /// <summary>The member was invited to an activity.</summary>
    Invited,

    /// <summary>The member attended an activity.</summary>
    Attended,

    /// <summary>The member reported something to the curators.</summary>
    Reported,

    /// <summary>The member searched.</summary>
    Searched,

    /// <summary>The member did so many things that the source does not name; the size is the count.</summary>
    Interacted,

    /// <summary>The member hosts an activity.</summary>
    Hosted,

    /// <summary>The member wrote a document.</summary>
    Authored,

    /// <summary>The member's commits to a repository in one month; the size is their number.</summary>
    Committed,

    /// <summary>A document of the member has votes that are known only as a number, the size.</summary>
    VotesReceived,

    /// <summary>Another liked a document of the member.</summary>
    LikeReceived,

    /// <summary>Another rated a document of the member 4 or 5.</summary>
    RatingReceived,

    /// <summary>Another reviewed a document of the member.</summary>
    ReviewReceived,

    /// <summary>The asker accepted an answer of the member.</summary>
    AnswerAccepted,

    /// <summary>A document of another refers to one of the member's.</summary>
    ReferenceReceived,

    /// <summary>A document of another was made from one of the member's.</summary>
    DerivedFrom,

    /// <summary>A course or a repository includes a document of the member.</summary>
    Included,

    /// <summary>The member made a link between two nodes: a topic, a reference, a prerequisite, a duplicate.</summary>
    Linked,
}

/// <summary>About <see cref="Signal"/>.</summary>
public static class Signals
{
    /// <summary>The names in rule sets and in the GraphQL schema, by number: `LIKE_RECEIVED`.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetNames<Signal>().Select(Upper)];

    /// <summary>Finds a signal by its name.</summary>
    public static bool TryGet(string name, out Signal signal)
    {
        for (var number = 0; number < Names.Count; number++)
        {
            if (Names[number] != name) continue;
            signal = (Signal)number;
            return true;
        }

        signal = default;
        return false;
    }

    /// <summary>
    /// Another member's act speaks for the member: praise, which counts only from accounts that are not new, less and
    /// less from one giver, and little where it is given in return.
    /// </summary>
    public static bool IsPraise(Signal signal) => signal is Signal.LikeReceived or Signal.RatingReceived
        or Signal.ReviewReceived or Signal.AnswerAccepted or Signal.ReferenceReceived or Signal.DerivedFrom;

    private static string Upper(string name) => string.Concat(name.Select((letter, place) =>
        place > 0 && char.IsUpper(letter) ? $"_{letter}" : char.ToUpperInvariant(letter).ToString()));
}
