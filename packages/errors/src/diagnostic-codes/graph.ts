/** Codes OR3xxx. A code is never reused; wording may improve. */
export const graph = {
  OR3001: {
    severity: 'error',
    title: 'No start',
    message: 'The service has no step to start with.',
    explain:
      'A run begins at the one step that no connection leads to, or where the connection of its trigger leads. Here there is none: draw a first step, or take away the connection that leads to it.',
  },
  OR3002: {
    severity: 'error',
    title: 'Two starts',
    message: '"{node}" and "{other}" could both be the start.',
    explain:
      'Without trigger connections there is exactly one step without an incoming connection. To start several branches at once, begin with a parallel step.',
  },
  OR3003: {
    severity: 'error',
    title: 'Step is never reached',
    message: 'No path leads to "{node}".',
    explain: 'The step would never run. Connect it or remove it.',
  },
  OR3004: {
    severity: 'error',
    title: 'Endless circle',
    message: 'This circle of steps can turn for ever: mark the connection back with "loop" and a maximum.',
    explain:
      'A circle must be counted ("loop": { "max": n } on the edge that goes back), or contain an effect, a wait or a task. The path shows one turn.',
  },
  OR3005: {
    severity: 'error',
    title: 'Two connections from one exit',
    message: 'Two connections leave "{node}" by "{port}"; only one can be followed.',
    explain:
      'A path goes one way from each exit. To choose, put a decision there; to do things one after the other, connect them in a row; to do them at the same time, put a parallel step there, as the fix does.',
  },
  OR3006: {
    severity: 'error',
    title: 'Connection across a border',
    message: 'This connection joins "{node}" and "{other}", which live in different containers.',
    explain:
      'A loop or scope is entered and left as a whole: connect what is before it with the loop or scope itself, and what comes behind with its exits, not with the steps inside.',
  },
  OR3007: {
    severity: 'error',
    title: 'Paths meet unclearly',
    message: 'Several paths that can be active at the same time meet at "{node}".',
    explain:
      'It is not said whether to wait for all of them or to run once for each. Insert a join. Without one, every path of every branch must arrive, and none by an exit for errors or timeouts. Branches may come together in several joins only one after the other.',
  },
  OR3008: {
    severity: 'error',
    title: 'Triggers connected unevenly',
    message: '"{node}" has no connection, but other triggers have one. Each needs exactly one.',
    explain: 'If one trigger has a connection, each trigger has exactly one, so that every start is clear.',
  },
  OR3009: {
    severity: 'error',
    title: 'Container entered twice',
    message: '"{node}" and "{other}" could both be the first step inside "{parent}".',
    explain:
      'Inside a loop or scope, as in the whole service, exactly one step has no connection leading to it: there it begins. Connect one of the two behind the other; to begin with both at the same time, put a parallel step first, as the fix does.',
  },
  OR3010: {
    severity: 'error',
    title: 'Two different results',
    message: '"{node}" and "{other}" can both end the run with an output.',
    explain: 'A run has one output. Let one of them end without output, or let only one be reached.',
  },
  OR3011: {
    severity: 'error',
    title: 'Cannot be switched off',
    message: '"{node}" cannot be disabled: {problem}.',
    explain:
      'A disabled step is passed through by its exit "out". A join gathers branches whether it is wanted or not.',
  },
  OR3012: {
    severity: 'error',
    title: 'Trigger leads into a container',
    message: 'The trigger "{node}" starts inside "{parent}".',
    explain:
      'A run begins outside of loops and scopes. Draw the connection to a step that stands in none, or to the loop or scope itself.',
  },
  OR3013: {
    severity: 'error',
    title: 'Connection leads into a trigger',
    message: 'This connection ends at the trigger "{node}".',
    explain: 'A trigger only starts a run; nothing can lead to it.',
  },
  OR3014: {
    severity: 'error',
    title: 'Connections on an undo',
    message: '"{node}" undoes another step and cannot have connections.',
    explain:
      'A step that undoes another one runs only when the service fails and takes back what was done, so nothing leads to it and nothing follows it. Remove its connections, or take the pairing away and let it be a step like others.',
  },
  OR3015: {
    severity: 'error',
    title: 'Nothing to count',
    message: 'This connection is marked as a loop but does not go back.',
    explain:
      'Only a connection that leads back to an earlier step repeats something, so only there it can be said how often. Take the mark away, as the fix does, or draw the connection back to where it should repeat from.',
  },
  OR3016: {
    severity: 'error',
    title: 'Codes at another exit',
    message: '"on" names error codes, but this connection leaves by "{port}".',
    explain:
      'Only an exit "error" gives errors that could be told apart. Remove "on", or draw the connection from "error".',
  },
  OR3017: {
    severity: 'error',
    title: 'Rule does not hold',
    message: 'The rule "{rule}" does not hold: {problem}.',
    explain: 'A rule is proved over all paths before a service can be published. The path shows one that breaks it.',
  },
  OR3018: {
    severity: 'error',
    title: 'Nothing inside',
    message: 'There is no step inside "{node}" to begin with.',
    explain: 'A loop or scope needs at least one step that lives in it. Put one inside, or remove the container.',
  },
  OR3019: {
    severity: 'error',
    title: 'Container inside itself',
    message: '"{node}" lives inside itself.',
    explain: 'A container can stand in another one, but not, directly or around others, in itself.',
  },
  OR3020: {
    severity: 'error',
    title: 'Nothing to join',
    message: '"{node}" is a join, but no two branches that run together arrive at it.',
    explain:
      'A join waits for branches of a parallel step or of a decision that takes several. Paths of which only one is taken need no join: connect them to the next step.',
  },
  OR3021: {
    severity: 'error',
    title: 'More than can arrive',
    message: '"{node}" waits for {got} branches, but at most {expected} can arrive.',
    explain: 'The join could never go on. Lower its number, or connect more branches to it.',
  },
  OR3022: {
    severity: 'error',
    title: 'Two branches arrive as one',
    message: 'Branches of "{other}" meet at "{node}", where they would have to be one branch of a split around them.',
    explain:
      'A join counts one arrival for each branch of its split. Bring the inner branches together first, with a join of their own.',
  },
  OR3023: {
    severity: 'error',
    title: 'Back out of a branch',
    message: 'This connection goes back across a border of a branch of "{other}".',
    explain:
      'A connection back stays in one branch: it cannot leave branches that run together, enter one, or lead to where they meet.',
  },
  OR3024: {
    severity: 'error',
    title: 'Join reached from outside',
    message: 'Branches of "{other}" come together at "{node}", but a path from elsewhere leads there too.',
    explain:
      'It would wait for branches that were never started. Bring the branches together before the other path comes in.',
  },
  OR3025: {
    severity: 'hint',
    title: 'Waits for all branches',
    message: '"{node}" runs once, after all branches of "{other}" have arrived.',
    explain:
      'Several branches that run together lead to this step, and every path of each arrives, so it works like a join of all of them. Draw a join to make it visible.',
  },
  OR3026: {
    severity: 'error',
    title: 'Not an effect to undo with',
    message: '"{node}" cannot undo "{other}": it has no effect that is done at once.',
    explain:
      'What undoes a step is one step with an effect: a call, a message, a payment. Not a wait, a task or a loop.',
  },
  OR3027: {
    severity: 'error',
    title: 'Undo of two steps',
    message: '"{node}" already undoes "{other}".',
    explain: 'An undo belongs to one step, so that its key says what it undoes. Give each step an undo of its own.',
  },
  OR3028: {
    severity: 'error',
    title: 'Undo in another container',
    message: '"{node}" undoes "{other}" but does not live in the same container.',
    explain: 'An undo is drawn beside the step that it undoes, inside the same loop or scope.',
  },
  OR3029: {
    severity: 'error',
    title: 'Undo of an undo',
    message: '"{node}" undoes "{other}" and cannot be undone itself.',
    explain:
      'What undoes a step is final: when it fails for good, a person decides. It has no undo, and a step is not its own.',
  },
} as const;
