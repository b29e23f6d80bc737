// The first thing that runs, written for the oldest Node that may meet it: says which one is needed, where every later file
// would only be a syntax error.
var oldest = 20;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(
    'Node ' +
      process.versions.node +
      ' is too old: ' +
      oldest +
      ' or newer is needed to begin with. Install one and run this again.\n',
  );
  process.exit(1);
}
