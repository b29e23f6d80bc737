import {
  Bell,
  Box,
  Braces,
  CircleStop,
  Clock,
  GitBranch,
  Globe,
  type LucideIcon,
  Merge,
  MessageSquare,
  MessageSquareShare,
  OctagonAlert,
  Repeat,
  Split,
  SquareDashed,
  Timer,
  User,
  UserCheck,
  Variable,
  Zap,
} from 'lucide-react';

/** Icons that kinds may name; another name is drawn as a plain box. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  bell: Bell,
  box: Box,
  braces: Braces,
  'circle-stop': CircleStop,
  clock: Clock,
  globe: Globe,
  'git-branch': GitBranch,
  merge: Merge,
  'message-square': MessageSquare,
  'message-square-share': MessageSquareShare,
  'octagon-alert': OctagonAlert,
  repeat: Repeat,
  split: Split,
  'square-dashed': SquareDashed,
  timer: Timer,
  user: User,
  'user-check': UserCheck,
  variable: Variable,
  zap: Zap,
};

/** A kind's icon; decoration only, the title says the same. */
export function KindIcon({ name }: { name: string }) {
  const Icon = ICONS[name] ?? Box;
  return <Icon aria-hidden size={18} className="shrink-0" />;
}
