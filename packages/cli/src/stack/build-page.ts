// A process of its own, which ends: the bundler's memory goes with it.
import { pathToFileURL } from 'node:url';
import { onParentGone, reportReady } from '@omniroute/tooling';

onParentGone(() => process.exit(1));
const { buildDesigner } = await import('@omniroute/designer/build');
const folder = await buildDesigner(process.env.OMNIROUTE_HOME ?? '.omniroute');
reportReady({ url: pathToFileURL(folder).href });
process.exit(0);
