export declare const browserArgs: string[]
export declare function isExecutable(path: string | undefined): boolean
export declare function browsers(): Generator<string, void, undefined>
export declare function findBrowser(): string | undefined
export declare function testBrowser(path?: string): { executablePath: string | undefined; args: string[] }
