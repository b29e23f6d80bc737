process.stdout.write('this cannot work\n');
process.exit(7);
