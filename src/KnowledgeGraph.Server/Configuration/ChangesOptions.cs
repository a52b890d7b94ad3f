namespace KnowledgeGraph.Server.Configuration;

/// <summary>How much of the log of changes is kept; `prune` and the server take out what is older.</summary>
internal sealed class ChangesOptions
{
    /// <summary>Changes younger than so many days are kept, 1 to 36,500; 0 to keep all and never prune.</summary>
    public int KeepDays { get; set; }

    /// <summary>So many of the newest changes are kept, however old, 0 to 2,147,483,647.</summary>
    public int KeepCount { get; set; } = 10_000;
}
