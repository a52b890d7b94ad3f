namespace KnowledgeGraph.Model;

/// <summary>
/// The types of edges. The numbers are written into stores and snapshot files: add at the end, never renumber.
/// Names, ends and properties of each stand in <see cref="EdgeTypes"/>.
/// </summary>
public enum EdgeType : byte
{
    // Links: one for each type, source and target.
    Authored = 0,
    ContributedTo = 1,
    About = 2,
    Answers = 3,
    References = 4,
    DerivedFrom = 5,
    Includes = 6,
    PrerequisiteOf = 7,
    SubtopicOf = 8,
    InterestedIn = 9,
    Follows = 10,
    Sponsors = 11,
    Hosts = 12,
    Duplicates = 13,
    Supersedes = 14,

    // Interactions: events, many for each pair, each with an id of its own.
    Viewed = 32,
    Liked = 33,
    Commented = 34,
    Shared = 35,
    Bookmarked = 36,
    Edited = 37,
    Reviewed = 38,
    Answered = 39,
    Enrolled = 40,
    Completed = 41,
    Rated = 42,
    Invited = 43,
    Attended = 44,
    Reported = 45,
    Searched = 46,
    Interacted = 47,
    NotInterested = 48,
    Declined = 49,
    Triaged = 50,
}

/// <summary>What an edge is: a standing link, or an event.</summary>
public enum EdgeFamily : byte
{
    /// <summary>One for each type, source and target; put again, it replaces the one before.</summary>
    Link,

    /// <summary>An event with its own id; recorded again under that id, it changes nothing.</summary>
    Interaction,
}
