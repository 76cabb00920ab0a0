//! Homes, commands and texts for the tests.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// A folder that is gone after the test, with a home in it.
pub struct Desk {
    folder: TempDir,
}

/// What a command printed.
pub struct Printed {
    pub ok: bool,
    pub stdout: String,
    pub stderr: String,
}

impl Desk {
    pub fn new() -> Desk {
        Desk {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn home(&self) -> PathBuf {
        self.path("home")
    }

    /// Writes a file and gives its path.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// A command on this desk's home, in JSON, with nobody at the keyboard.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program();
        command.arg("--home").arg(self.home()).arg("--json").args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Printed {
        printed(self.command(arguments).output().unwrap())
    }

    /// Runs a command that must succeed and gives its one document.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let printed = self.run(arguments);
        assert!(printed.ok, "{arguments:?}: {}", printed.stderr);
        serde_json::from_str(&printed.stdout).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {}", printed.stdout))
    }

    /// Runs a command that must succeed and gives its lines.
    pub fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        let printed = self.run(arguments);
        assert!(printed.ok, "{arguments:?}: {}", printed.stderr);
        printed
            .stdout
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Runs a command that must fail and gives the error's code.
    pub fn refusal(&self, arguments: &[&str]) -> String {
        let printed = self.run(arguments);
        assert!(!printed.ok, "{arguments:?} succeeded: {}", printed.stdout);
        code(&printed.stderr)
    }

    pub fn publish(&self, name: &str, author: &str, terms: &str, text: &str) -> Value {
        let path = self.write(
            name,
            format!("---\ntitle: {name}\nauthor: {author}\n{terms}\n---\n\n{text}\n"),
        );
        self.json(&["publish", path.to_str().unwrap(), "--yes"])
    }

    pub fn balance(&self, account: &str) -> u64 {
        micros(
            self.json(&["--account", account, "wallet", "balance"])["balance"]
                .as_str()
                .unwrap(),
        )
    }
}

/// The program, with nobody at the keyboard and nothing taken from the surroundings.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_byline"));
    command
        .stdin(Stdio::null())
        .env_remove("BYLINE_HOME")
        .env_remove("BYLINE_PASSWORD_FILE");
    command.env_remove("DBUS_SESSION_BUS_ADDRESS");
    command
}

pub fn printed(output: Output) -> Printed {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Printed {
        ok: output.status.success(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// The code of the error on the last line of standard error.
pub fn code(stderr: &str) -> String {
    let last = stderr.lines().last().unwrap_or_default();
    let error: Value = serde_json::from_str(last).unwrap_or_else(|e| panic!("{e}: {stderr}"));
    assert!(!error["error"]["message"].as_str().unwrap().is_empty());
    error["error"]["code"].as_str().unwrap().to_owned()
}

/// µ of an amount in coins.
pub fn micros(coins: &str) -> u64 {
    let (whole, decimals) = coins.split_once('.').unwrap_or((coins, ""));
    whole.parse::<u64>().unwrap() * 1_000_000 + format!("{decimals:0<6}").parse::<u64>().unwrap()
}

/// A running `byline node`.
pub struct Serving {
    child: Child,
    /// Kept open: whoever prints to nobody ends.
    _stdout: std::io::BufReader<std::process::ChildStdout>,
    pub url: String,
    pub open: String,
    pub token_file: PathBuf,
}

impl Serving {
    pub fn start(desk: &Desk) -> Serving {
        Serving::spawn(&mut desk.command(&["node", "--port", "0"]))
    }

    /// Runs a command that serves.
    pub fn spawn(command: &mut Command) -> Serving {
        use std::io::BufRead;
        let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        let mut stdout = std::io::BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        let listening: Value = serde_json::from_str(&first).unwrap();
        Serving {
            child,
            _stdout: stdout,
            url: listening["url"].as_str().unwrap().to_owned(),
            open: listening["open"].as_str().unwrap().to_owned(),
            token_file: PathBuf::from(listening["token_file"].as_str().unwrap()),
        }
    }

    pub fn token(&self, scope: &str) -> String {
        let file = self.token_file.with_file_name(format!("{scope}.token"));
        std::fs::read_to_string(file).unwrap().trim().to_owned()
    }

    /// Waits until it has ended by itself.
    pub fn wait(mut self) -> std::process::ExitStatus {
        self.child.wait().unwrap()
    }

    /// Waits until it has ended by itself, and gives what it printed on standard error.
    pub fn output(mut self) -> Printed {
        use std::io::Read;
        let mut stderr = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        Printed {
            ok: self.child.wait().unwrap().success(),
            stdout: String::new(),
            stderr,
        }
    }

    /// As `kill -9` does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One HTTP request by hand: what the guard sees is exactly what is written here.
pub fn http(url: &str, request: &str) -> (u16, String) {
    use std::io::Read;
    let address = url.strip_prefix("http://").unwrap();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0);
    (status, answer)
}

/// The folder with the shared data, where it is present.
pub fn shared(path: &str) -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if shared.exists() {
        return Some(shared);
    }
    eprintln!("skipped in part: ../shared/{path} is not here");
    None
}

/// Three paragraphs on one subject, told apart by `subject`.
pub fn essay(subject: &str) -> String {
    format!(
        "The {subject} lives in the northern hills and sleeps through the long winter. It eats berries, roots and \
         small fish, and it drinks only from running water.\n\nA young {subject} stays with its mother for two years. \
         Farmers of the valley have kept the {subject} away from their orchards with bells since the year 1612.\n\n\
         Nobody knows how many of them there are. The last count of the {subject} was made by Ilse Brandt in 1987."
    )
}

/// A request to a node with one of its tokens, and the JSON that it answers.
pub fn call(serving: &Serving, scope: &str, request: &str, confirmation: Option<&str>, body: &Value) -> (u16, Value) {
    let host = serving.url.strip_prefix("http://").unwrap();
    let (token, body) = (serving.token(scope), body.to_string());
    let confirmation = confirmation.map_or(String::new(), |id| format!("Byline-Confirmation: {id}\r\n"));
    let head = format!(
        "{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n{confirmation}\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let (status, answer) = http(&serving.url, &format!("{head}{body}"));
    let (_, content) = answer.split_once("\r\n\r\n").unwrap_or_default();
    (status, serde_json::from_str(content).unwrap_or(Value::Null))
}
