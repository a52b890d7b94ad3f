namespace KnowledgeGraph.Server.CommandLine;

/// <summary>What the program tells the shell. Scripts depend on the numbers: never renumber.</summary>
internal enum ExitCode
{
    /// <summary>Done; or, for the server, stopped by a signal.</summary>
    Done = 0,

    /// <summary>A fault of the program itself.</summary>
    InternalError = 1,

    /// <summary>The command line or the configuration is wrong.</summary>
    Usage = 2,

    /// <summary>The data folder or the store in it cannot be used: unwritable, damaged, or in use.</summary>
    Data = 3,

    /// <summary>The server cannot listen where it should: the port is taken, or the address is refused.</summary>
    Listen = 4,

    /// <summary>What should be imported cannot be read at all, or what should be written cannot be.</summary>
    Source = 5,

    /// <summary>
    /// The import went through, but something was wrong with some of its records: they were left out.
    /// </summary>
    Incomplete = 6,

    /// <summary>`schema diff` found changes that break clients.</summary>
    Breaking = 7,

    /// <summary>Interrupted before the end by a signal; what was stored until then stays.</summary>
    Interrupted = 130,
}
