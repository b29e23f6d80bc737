import type { Service } from '@omniroute/dsl';
import type { KindDefinition } from '@omniroute/kind-sdk';
import { definitions } from '@omniroute/kinds/definitions';
import { useTranslation } from 'react-i18next';
import { Status } from './status.tsx';

/** The steps as a list: of equal power with the drawing, for keyboards and screen readers. */
export function StepList({
  service,
  statuses = {},
  chosen,
  onChoose,
}: {
  service: Service;
  statuses?: Readonly<Record<string, string>>;
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const { t } = useTranslation();
  const kinds = definitions as Readonly<Record<string, KindDefinition>>;
  return (
    <nav aria-label={t('service.steps')}>
      <ol className="flex flex-col gap-1">
        {service.nodes.map((node) => {
          const status = statuses[node.id];
          return (
            <li key={node.id}>
              <button
                type="button"
                aria-pressed={node.id === chosen}
                onClick={() => onChoose(node.id)}
                className={`flex w-full items-center justify-between gap-2 rounded-md border px-3 py-1.5 text-left text-sm outline-none focus-visible:ring-2 focus-visible:ring-focus ${node.id === chosen ? 'border-accent bg-raised' : 'border-transparent hover:bg-raised'}`}
              >
                <span className="min-w-0">
                  <span className="block">{node.name ?? node.id}</span>
                  <span className="block text-xs text-muted">{kinds[node.type]?.title ?? node.type}</span>
                </span>
                {status !== undefined && <Status status={status} />}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
