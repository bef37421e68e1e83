export declare function ensureRedis(): Promise<string>
