export declare const testProjects: Record<string, string[]>
