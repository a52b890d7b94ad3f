using KnowledgeGraph.Server.CommandLine;

return await CommandTree.RunAsync(args);
