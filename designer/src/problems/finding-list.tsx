import { Button } from '@omniroute/ui';
import { useTranslation } from 'react-i18next';
import { useEditor, useProblems, useUi } from '../editor/context.tsx';
import { select } from '../store/ui-state.ts';
import type { Finding } from './protocol.ts';

const NONE: readonly Finding[] = [];
const MARKS = { error: 'border-bad', warning: 'border-warn', hint: 'border-info' } as const;

/** Findings about one step or connection, or all of them; each with what can be done about it. */
export function FindingList({ node }: { node?: string }) {
  const findings = useProblems((state) =>
    node === undefined ? state.findings : (state.byNode.get(node) ?? state.byEdge.get(node) ?? NONE),
  );
  if (findings.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2">
      {findings.map((finding) => (
        <Row
          key={`${finding.code} ${finding.pointer} ${finding.message}`}
          finding={finding}
          isAlone={node !== undefined}
        />
      ))}
    </ul>
  );
}

function Row({ finding, isAlone }: { finding: Finding; isAlone: boolean }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const isDrawn = useUi(({ path }) => path !== null && path === finding.path);
  const { fix, path, node_id: node, edge_id: edge } = finding;
  const jump = () => {
    if (edge !== undefined && editor.view().edges.has(edge)) select(editor.ui, [], [edge]);
    else if (node !== undefined) {
      select(editor.ui, [node]);
      editor.drawing.reveal(node);
    }
  };
  return (
    <li className={`flex flex-col items-start gap-1.5 border-l-4 pl-3 text-sm ${MARKS[finding.severity]}`}>
      {isAlone || (node === undefined && edge === undefined) ? (
        <span>{finding.message}</span>
      ) : (
        <button
          type="button"
          onClick={jump}
          className="cursor-pointer text-left underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-focus"
        >
          {finding.message}
        </button>
      )}
      <span className="flex flex-wrap items-center gap-2">
        <span className="text-xs text-muted">{finding.code}</span>
        {fix !== undefined && (
          <Button className="!min-h-6 !px-2 !text-xs" onPress={() => editor.change(fix)}>
            {t('problems.fix')}
          </Button>
        )}
        {path !== undefined && (
          <Button
            className="!min-h-6 !px-2 !text-xs"
            onPress={() => editor.ui.setState({ path: isDrawn ? null : path })}
          >
            {t(isDrawn ? 'problems.hide_path' : 'problems.show_path')}
          </Button>
        )}
      </span>
    </li>
  );
}
