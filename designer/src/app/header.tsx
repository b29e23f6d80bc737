import { useTranslation } from 'react-i18next';
import { HeaderChoice } from './header-choice.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { Link } from './link.tsx';
import type { Route } from './route.ts';
import { type Theme, useTheme } from './theme.ts';

const PLACES = [
  { to: '/services', key: 'nav.services', pages: ['services', 'service', 'edit'] },
  { to: '/runs', key: 'nav.runs', pages: ['runs', 'run'] },
  { to: '/tasks', key: 'nav.tasks', pages: ['tasks'] },
  { to: '/messages', key: 'nav.messages', pages: ['messages'] },
] as const;

/** Name, places, and the choice of language and colours. */
export function Header({ route }: { route: Route }) {
  const { t } = useTranslation();
  const [theme, setTheme] = useTheme();
  return (
    <header className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line bg-surface px-4 py-2">
      <Link to="/services" className="text-base font-semibold">
        {t('app.name')}
      </Link>
      <nav aria-label={t('app.name')}>
        <ul className="flex gap-4 text-sm">
          {PLACES.map(({ to, key, pages }) => {
            const current = (pages as readonly string[]).includes(route.page);
            return (
              <li key={to}>
                <Link
                  to={to}
                  current={current}
                  className={`px-1 py-1 ${current ? 'font-semibold underline underline-offset-4' : 'text-muted hover:text-ink'}`}
                >
                  {t(key)}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <div className="flex items-center gap-x-4 gap-y-2 max-sm:w-full sm:ml-auto">
        <LanguageChoice />
        <HeaderChoice
          label={t('theme.label')}
          value={theme}
          options={(['system', 'light', 'dark'] as const).map((id) => ({ id, label: t(`theme.${id}`) }))}
          onChange={(id) => setTheme(id as Theme)}
        />
      </div>
    </header>
  );
}
