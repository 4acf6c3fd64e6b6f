using LrpGen.Tool;
using LrpGen.Tool.Terminal;

using var interruption = new Interruption();
return await Lrpgen.RunAsync(args, ToolContext.OfProcess(), interruption.Token);
