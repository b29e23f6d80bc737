import type {
  AnswerTask,
  CheckResult,
  MessageAccepted,
  OperateRun,
  RunDetail,
  RunOperated,
  RunStarted,
  RunSummary,
  SendMessage,
  ServiceSummary,
  ServicesQuery,
  StartRun,
  TaskShape,
} from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from './client.ts';

interface PageOf<Item> {
  readonly items: Item[];
  readonly next: string | null;
}

/** A list page by page. */
export function usePages<Item>(key: readonly unknown[], path: string, refetchInterval?: number) {
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      callApi<PageOf<Item>>(
        `${path}${path.includes('?') ? '&' : '?'}limit=50${pageParam === '' ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`,
        { signal },
      ),
    getNextPageParam: (page) => page.next,
    ...(refetchInterval === undefined ? {} : { refetchInterval }),
  });
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) ?? [] };
}

/** Services as asked for; what is left out does not narrow them. */
export function useServices(
  asked: {
    readonly [Key in 'search' | 'sort' | 'status']?: ServicesQuery[Key] | undefined;
  },
) {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams(given as [string, string][]).toString();
  return usePages<ServiceSummary>(['services', query], `/services${query === '' ? '' : `?${query}`}`);
}
export const useRuns = (service?: string) =>
  usePages<RunSummary>(
    ['runs', service ?? null],
    service === undefined ? '/runs' : `/runs?service=${encodeURIComponent(service)}`,
    3_000,
  );
export const useTasks = (run?: string) =>
  usePages<TaskShape>(
    ['tasks', run ?? null],
    run === undefined ? '/tasks?state=open' : `/tasks?state=open&run=${run}`,
    2_000,
  );

export function useService(id: string) {
  return useQuery({
    queryKey: ['service', id],
    queryFn: ({ signal }) => callApi<ServiceSummary>(`/services/${encodeURIComponent(id)}`, { signal }),
  });
}

/** The document that is drawn: the active version, or the draft of a service that was never published. */
export function useDocument(summary: ServiceSummary | undefined) {
  const version = summary?.active_version ?? null;
  return useQuery({
    queryKey: ['document', summary?.id, version],
    enabled: summary !== undefined,
    queryFn: ({ signal }) =>
      callApi<Service>(
        `/services/${encodeURIComponent(summary?.id ?? '')}/${version === null ? 'draft' : `versions/${version}`}`,
        { signal },
      ),
  });
}

/** What the compiler finds in the draft. `changed`: when the draft was, if that is known; then it is asked for once. */
export function useCheck(id: string, changed?: string) {
  return useQuery({
    queryKey: ['check', id, changed],
    ...(changed === undefined ? {} : { staleTime: 60_000 }),
    queryFn: ({ signal }) =>
      callApi<CheckResult>(`/services/${encodeURIComponent(id)}/check`, { method: 'POST', body: {}, signal }),
  });
}

export function useStartRun(service: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (start: StartRun) =>
      callApi<RunStarted>(`/services/${encodeURIComponent(service)}/runs`, { method: 'POST', body: start }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['runs'] }),
  });
}

export function useOperateRun(run: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (operation: OperateRun) =>
      callApi<RunOperated>(`/runs/${run}/operations`, { method: 'POST', body: operation }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['run', run] }),
  });
}

export function useAnswerTask(task: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (answer: AnswerTask) =>
      callApi<{ outcome: string }>(`/tasks/${task}/answer`, { method: 'POST', body: answer }),
    onSuccess: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['tasks'] }), client.invalidateQueries({ queryKey: ['run'] })]),
  });
}

export function useSendMessage() {
  return useMutation({
    mutationFn: (message: SendMessage) => callApi<MessageAccepted>('/messages', { method: 'POST', body: message }),
  });
}

export const fetchRun = (id: string, signal: AbortSignal) => callApi<RunDetail>(`/runs/${id}`, { signal });
