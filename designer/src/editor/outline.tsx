import { StepList } from '../canvas/step-list.tsx';
import { askForField, select } from '../store/ui-state.ts';
import { useEditor, useUi, useView } from './context.tsx';

/** The steps of the draft as a list, where there is no room for a drawing; choosing one opens its settings. */
export function Outline() {
  const { ui } = useEditor();
  const service = useView((view) => view.service);
  const [chosen = null] = useUi(({ selected }) => selected);
  const choose = (id: string) => {
    select(ui, [id]);
    askForField(ui, 'first');
  };
  return (
    <div className="h-full overflow-y-auto p-3">
      <StepList service={service} chosen={chosen} onChoose={choose} />
    </div>
  );
}
